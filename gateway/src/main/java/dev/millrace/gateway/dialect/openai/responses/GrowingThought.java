package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Part.Signature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// An item of reasoning as it comes. Where it is encrypted, all of the item is the signature of the
/// thought, to go back as it came.
final class GrowingThought implements Growing {
  private static final int MOST = 100_000;
  private static final String BETWEEN = "\n\n";

  private final StringBuilder said = new StringBuilder();
  private String kind = "";
  private int section;
  private boolean begun;

  @Override
  public void take(String type, Members event, Consumer<Piece> out) {
    switch (type) {
      case "response.reasoning_summary_text.delta" -> grow("summary_index", type, event, out);
      case "response.reasoning_text.delta" -> grow("content_index", type, event, out);
      default -> {}
    }
  }

  /// Of an item that shows both a summary and the thoughts themselves, what comes first is told.
  private void grow(String index, String type, Members event, Consumer<Piece> out) {
    if (!kind.isEmpty() && !kind.equals(type)) {
      return;
    }
    kind = type;
    int at = event.wholeNumber(index, 0, MOST).orElse(section);
    String between = at != section && !said.isEmpty() ? BETWEEN : "";
    section = at;
    tell(between + event.need("delta").text(), out);
  }

  @Override
  public void end(Members item, Consumer<Piece> out) {
    String whole = texts(item, "summary").or(() -> texts(item, "content")).orElse("");
    if (whole.length() > said.length() && whole.startsWith(said.toString())) {
      tell(whole.substring(said.length()), out);
    }
    var signature = signature(item);
    if (begun) {
      signature.ifPresent(signed -> out.accept(new Piece.Sign(signed)));
      out.accept(new Piece.End());
    } else if (signature.isPresent()) {
      out.accept(new Piece.Begin(new Part.Withheld(signature.get())));
      out.accept(new Piece.End());
    }
  }

  private void tell(String text, Consumer<Piece> out) {
    if (text.isEmpty()) {
      return;
    }
    if (!begun) {
      begun = true;
      out.accept(new Piece.Begin(new Part.Thought("")));
    }
    said.append(text);
    out.accept(new Piece.Grow(text, List.of()));
  }

  private static Optional<String> texts(Members item, String name) {
    return Optional.of(
            item.find(name).map(Value::items).orElse(List.of()).stream()
                .map(part -> part.object().text("text").orElse(""))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(BETWEEN)))
        .filter(text -> !text.isEmpty());
  }

  private static Optional<Signature> signature(Members item) {
    return item.text("encrypted_content")
        .filter(content -> !content.isEmpty())
        .map(_ -> {
          var members = new LinkedHashMap<>(item.json().values());
          members.remove("status");
          return new Signature(ResponsesProtocol.MAKER, JsonWriter.text(new Json.Fields(members)));
        });
  }
}
