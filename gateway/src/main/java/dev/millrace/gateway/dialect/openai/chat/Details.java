package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.stream.Collectors;

/// Thoughts as `reasoning_details` tell them (OpenRouter, MiniMax; 2026-11). OpenRouter hands the
/// marks of the models' makers through and wants them back as they were, with what stands beside
/// them; who made a mark stays its secret, so that it counts as OpenRouter's own.
final class Details {
  private static final String MAKER = "openrouter";

  private Details() {}

  /// What they say; summaries are thoughts, too.
  static String text(Value details) {
    return details.items().stream()
        .map(Value::object)
        .map(part -> part.text("text").or(() -> part.text("summary")).orElse(""))
        .collect(Collectors.joining());
  }

  /// The mark among them: the detail that brings it, without its text.
  static Optional<Part.Signature> signature(Value details) {
    return details.items().stream()
        .map(Value::object)
        .filter(part -> !part.text("signature").orElse("").isEmpty())
        .findFirst()
        .map(Details::mark);
  }

  private static Part.Signature mark(Members detail) {
    var members = new LinkedHashMap<>(detail.json().values());
    members.remove("text");
    return new Part.Signature(MAKER, JsonWriter.text(new Json.Fields(members)));
  }

  /// Writes a thought as an element of the array that is open.
  static void write(Part.Thought thought, JsonWriter json) {
    var mark = thought.signature().filter(one -> one.maker().equals(MAKER));
    var detail = new LinkedHashMap<String, Json>();
    detail.put("type", new Json.Text("reasoning.text"));
    detail.put("text", new Json.Text(thought.text()));
    mark.ifPresent(one -> detail.putAll(JsonReader.readObject(one.value()).values()));
    json.value(new Json.Fields(detail));
  }
}
