package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Json;
import java.util.stream.Collectors;

/// Content of an answer: a string, or parts, as Mistral sends them (`text`, and `thinking` with
/// parts of its own). (2026-11)
final class Content {
  private Content() {}

  static String of(Value content) {
    return gathered(content, "text");
  }

  static String thought(Value content) {
    return content.json() instanceof Json.Text ? "" : gathered(content, "thinking");
  }

  private static String gathered(Value content, String type) {
    return content.json() instanceof Json.Text(var text)
        ? text
        : content.items().stream()
            .map(Value::object)
            .filter(part -> part.text("type").orElse("").equals(type))
            .map(part -> part(part, type))
            .collect(Collectors.joining());
  }

  private static String part(Members part, String type) {
    return part.find(type).map(Content::of).orElse("");
  }
}
