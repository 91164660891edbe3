package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Role;
import java.util.ArrayList;
import java.util.List;

/// Reads the content of a message of a request.
///
/// @param rest is told of what cannot be honoured
/// @param role whose message it is; a user may say more than words
record ContentReader(Rest rest, Role role) {
  private static final List<String> KNOWN =
      List.of("text", "refusal", "image_url", "input_audio", "file", "video_url", "audio_url");

  List<Part> read(Value content) {
    return switch (content.json()) {
      case Json.Text(var text) -> List.of(new Part.Text(text));
      case Json.Items _ -> parts(content);
      case Json.Fields _, Json.Numeral _, Json.Bool _, Json.Null _ ->
          throw content.refuse(Problem.WRONG_TYPE, "must be a string or an array of parts");
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
    if (KNOWN.contains(type.text()) && !allowed().contains(type.text())) {
      throw type.refuse(
          Problem.UNSUPPORTED,
          "is \""
              + type.text()
              + "\"; only "
              + types()
              + " is supported in a message of the role \""
              + Wire.role(role)
              + "\"");
    }
    var attached = new AttachmentReader(part, rest);
    var read =
        switch (type.text()) {
          case "text" -> new Part.Text(part.need("text").text());
          case "refusal" -> new Part.Refusal(part.need("refusal").text());
          case "image_url" -> attached.image();
          case "input_audio" -> attached.audio();
          case "file" -> attached.file();
          case "video_url" -> attached.linked(Part.Attachment.Kind.VIDEO, "video_url");
          case "audio_url" -> attached.linked(Part.Attachment.Kind.AUDIO, "audio_url");
          default -> throw type.outside(types());
        };
    part.find("prompt_cache_breakpoint").ifPresent(rest::needless); // a hint, which we do not need
    rest.of(part);
    return read;
  }

  private List<String> allowed() {
    return switch (role) {
      case SYSTEM, DEVELOPER -> List.of("text");
      case ASSISTANT -> List.of("text", "refusal");
      case TOOL -> List.of("text", "image_url", "file");
      case USER -> List.of("text", "image_url", "input_audio", "file", "video_url", "audio_url");
    };
  }

  private String types() {
    var types = allowed().stream().map(type -> '"' + type + '"').toList();
    int last = types.size() - 1;
    return last == 0
        ? types.getFirst()
        : String.join(", ", types.subList(0, last)) + " or " + types.get(last);
  }
}
