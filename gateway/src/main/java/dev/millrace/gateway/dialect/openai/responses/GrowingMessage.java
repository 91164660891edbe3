package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.openai.chat.LogprobReader;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Part;
import dev.millrace.llm.TokenLogprob;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// A message as it comes: words and refusals, one after the other.
final class GrowingMessage implements Growing {
  private static final int MOST = 100_000;
  private static final int NONE = -1;

  private final Map<Integer, Content> contents = new HashMap<>();
  private int open = NONE;

  @Override
  public void take(String type, Members event, Consumer<Piece> out) {
    int at = event.wholeNumber("content_index", 0, MOST).orElse(Math.max(open, 0));
    switch (type) {
      case "response.output_text.delta" ->
          grow(at, new Part.Text(""), event.need("delta").text(), logprobs(event), out);
      case "response.refusal.delta" ->
          grow(at, new Part.Refusal(""), event.need("delta").text(), List.of(), out);
      case "response.output_text.annotation.added" ->
          event.find("annotation").ifPresent(source -> cite(content(at), source, out));
      default -> {}
    }
  }

  @Override
  public void end(Members item, Consumer<Piece> out) {
    int at = 0;
    for (var content : item.find("content").map(Value::items).orElse(List.of())) {
      whole(at++, content.object(), out);
    }
    close(out);
  }

  private void whole(int at, Members content, Consumer<Piece> out) {
    switch (content.text("type").orElse("")) {
      case "output_text", "text" -> {
        String text = content.text("text").orElse("");
        rest(at, new Part.Text(""), text, logprobs(content), out);
        var sources = content.find("annotations").map(Value::items).orElse(List.of());
        sources.stream()
            .skip(content(at).cited)
            .toList()
            .forEach(source -> cite(content(at), source, out));
      }
      case "refusal" ->
          rest(at, new Part.Refusal(""), content.text("refusal").orElse(""), List.of(), out);
      default -> {}
    }
  }

  /// What was streamed counts, where the end says otherwise.
  private void rest(
      int at, Part kind, String whole, List<TokenLogprob> logprobs, Consumer<Piece> out) {
    String said = content(at).said.toString();
    if (whole.length() > said.length() && whole.startsWith(said)) {
      grow(at, kind, whole.substring(said.length()), said.isEmpty() ? logprobs : List.of(), out);
    }
  }

  private void grow(
      int at, Part kind, String text, List<TokenLogprob> logprobs, Consumer<Piece> out) {
    if (text.isEmpty() && logprobs.isEmpty()) {
      return;
    }
    if (open != at) {
      close(out);
      open = at;
      out.accept(new Piece.Begin(kind));
    }
    content(at).said.append(text);
    out.accept(new Piece.Grow(text, logprobs));
  }

  private static void cite(Content content, Value source, Consumer<Piece> out) {
    content.cited++;
    out.accept(new Piece.Cite(Sources.nested(source.json())));
  }

  private void close(Consumer<Piece> out) {
    if (open != NONE) {
      open = NONE;
      out.accept(new Piece.End());
    }
  }

  private Content content(int at) {
    return contents.computeIfAbsent(at, _ -> new Content());
  }

  private static List<TokenLogprob> logprobs(Members holder) {
    Optional<Value> told = holder.find("logprobs");
    return told.map(LogprobReader::read).orElse(List.of());
  }

  private static final class Content {
    private final StringBuilder said = new StringBuilder();
    private int cited;
  }
}
