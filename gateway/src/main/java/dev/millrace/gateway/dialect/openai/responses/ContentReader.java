package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import java.util.ArrayList;
import java.util.List;

/// Reads the content of a message or of the output of a tool.
///
/// @param spoken whether a model said it
record ContentReader(boolean spoken) {
  private static final String SAID = "\"output_text\", \"input_text\" or \"refusal\"";
  private static final String SENT =
      "\"input_text\", \"input_image\", \"input_file\", \"input_audio\" or \"input_video\"";

  List<Part> read(Value content) {
    return switch (content.json()) {
      case Json.Text(var text) -> List.of(new Part.Text(text));
      case Json.Items _ -> parts(content);
      case Json.Fields _, Json.Numeral _, Json.Bool _, Json.Null _ ->
          throw content.refuse(Problem.WRONG_TYPE, "must be a string or an array of parts");
    };
  }

  private List<Part> parts(Value content) {
    var parts = new ArrayList<Part>();
    content.items().forEach(item -> parts.add(part(item.object())));
    return parts;
  }

  /// Clients differ in whether words that they send back are of the input or of the output.
  private Part part(Members part) {
    Value type = part.need("type");
    return switch (type.text()) {
      case "input_text", "output_text", "text" -> new Part.Text(part.need("text").text());
      case "refusal" -> {
        if (!spoken) {
          throw type.outside(SENT);
        }
        yield new Part.Refusal(part.need("refusal").text());
      }
      case "input_image" -> heard(type, part).image();
      case "input_file" -> heard(type, part).file();
      case "input_audio" -> heard(type, part).audio();
      case "input_video" -> heard(type, part).video();
      default -> throw type.outside(spoken ? SAID : SENT);
    };
  }

  private AttachmentReader heard(Value type, Members part) {
    if (spoken) {
      throw type.outside(SAID);
    }
    return new AttachmentReader(part);
  }
}
