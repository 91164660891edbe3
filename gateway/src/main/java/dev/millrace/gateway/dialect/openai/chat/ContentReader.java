package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads the content of a message of a request.
///
/// @param rest is told of what cannot be honoured
record ContentReader(Rest rest) {
  private static final Set<String> OTHER_PARTS =
      Set.of("image_url", "input_audio", "file", "refusal", "video_url");

  List<Part> read(Value content) {
    return switch (content.json()) {
      case Json.Text(var text) -> List.of(new Part.Text(text));
      case Json.Items _ -> parts(content);
      case Json.Fields _, Json.Numeral _, Json.Bool _, Json.Null _ ->
          throw content.refuse(
              Problem.WRONG_TYPE, "must be a string or an array of parts of type \"text\"");
    };
  }

  private List<Part> parts(Value content) {
    List<Value> items = content.items();
    if (items.isEmpty()) {
      throw content.refuse(Problem.OUT_OF_RANGE, "must hold at least one part");
    }
    var parts = new ArrayList<Part>();
    items.forEach(item -> parts.add(part(item.object())));
    return parts;
  }

  private Part part(Members part) {
    Value type = part.need("type");
    if (OTHER_PARTS.contains(type.text())) {
      throw type.refuse(
          Problem.UNSUPPORTED, "is \"" + type.text() + "\"; only \"text\" is supported");
    }
    if (!type.text().equals("text")) {
      throw type.outside("\"text\"");
    }
    String text = part.need("text").text();
    rest.of(part);
    return new Part.Text(text);
  }
}
