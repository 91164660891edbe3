package dev.millrace.gateway.vault;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Memories as text, for ourselves alone.
final class Script {
  private Script() {}

  static String write(Memory memory) {
    var json = new JsonWriter().object().field("model", memory.model()).array("parts");
    memory.parts().forEach(part -> write(part, json.object()));
    return json.endArray().endObject().text();
  }

  private static void write(Part part, JsonWriter json) {
    switch (part) {
      case Part.Text(var text) -> json.field("text", text);
      case Part.Refusal(var text) -> json.field("refusal", text);
      case Part.Thought(var text, var signature) -> {
        json.field("thought", text);
        signature.ifPresent(mark -> sign(mark, json));
      }
      case Part.Withheld(var content) -> sign(content, json);
      case Part.ToolCall(var id, var name, var arguments, var signature) -> {
        json.field("call", id).field("name", name).field("arguments", arguments);
        signature.ifPresent(mark -> sign(mark, json));
      }
      case Part.ToolResult _, Part.Attachment _, Part.CachePoint _ ->
          throw new IllegalArgumentException("no answer has such a part: " + part);
    }
    json.endObject();
  }

  private static void sign(Part.Signature signature, JsonWriter json) {
    json.field("maker", signature.maker()).field("mark", signature.value());
  }

  static Memory read(String text) {
    var memory = Members.of(JsonReader.readObject(text));
    List<Part> parts = new ArrayList<>();
    for (Value given : memory.need("parts").items()) {
      parts.add(part(given.object()));
    }
    return new Memory(memory.need("model").text(), parts);
  }

  private static Part part(Members part) {
    var signature =
        part.text("maker").map(maker -> new Part.Signature(maker, part.need("mark").text()));
    return part.text("text")
        .<Part>map(Part.Text::new)
        .or(() -> part.text("refusal").map(Part.Refusal::new))
        .or(() -> part.text("thought").map(text -> new Part.Thought(text, signature)))
        .or(() -> part.text("call").map(id -> call(id, part, signature)))
        .orElseGet(() -> new Part.Withheld(signature.orElseThrow()));
  }

  private static Part call(String id, Members part, Optional<Part.Signature> signature) {
    return new Part.ToolCall(
        id, part.need("name").text(), part.need("arguments").text(), signature);
  }
}
