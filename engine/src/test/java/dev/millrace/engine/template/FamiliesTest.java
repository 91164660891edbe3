package dev.millrace.engine.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Templates in the manner of several families; the texts beside them are what Python's Jinja makes of them.
final class FamiliesTest {
  private static final List<Message> MESSAGES =
      List.of(
          Message.of(Role.SYSTEM, "Be brief."),
          Message.of(Role.USER, "Hello!"),
          Message.of(Role.ASSISTANT, "<think>\nhm\n</think>\n\nHi."),
          Message.of(Role.USER, "Weather in Øslo & <b>?"),
          said(
              Role.ASSISTANT,
              new Part.Thought("two places"),
              new Part.Text("I look."),
              new Part.ToolCall("call00001", "get_weather", "{\"city\": \"Øslo\", \"days\": 2}"),
              new Part.ToolCall("call00002", "get_weather", "{\"city\": \"\\\"Bergen\\\"\"}")),
          said(Role.TOOL, new Part.ToolResult("call00001", "cold")),
          said(Role.TOOL, new Part.ToolResult("call00002", "wet")));

  @ParameterizedTest
  @ValueSource(strings = {"sections", "markers", "elements", "turns"})
  void aConversationIsWrittenAsPythonWouldWriteIt(String family) throws IOException {
    var tokens = Map.of("bos_token", "<s>", "eos_token", "</s>");
    var template = ChatTemplate.of(resource(family + ".jinja"), tokens, Clock.systemUTC());
    Request request =
        Request.of("m", MESSAGES)
            .withReasoning(Reasoning.OFF)
            .withTools(Tools.of(List.of(new Tool("get_weather", "Tells the weather", schema()))));
    assertThat(template.render(request).plain()).isEqualTo(resource(family + ".txt"));
  }

  private static Json.Fields schema() {
    var city = new LinkedHashMap<String, Json>();
    city.put("type", new Json.Text("string"));
    city.put("enum", new Json.Items(List.of(new Json.Text("Øslo"), new Json.Text("\"Bergen\""))));
    var schema = new LinkedHashMap<String, Json>();
    schema.put("type", new Json.Text("object"));
    schema.put("properties", new Json.Fields(Map.of("city", new Json.Fields(city))));
    return new Json.Fields(schema);
  }

  private static Message said(Role role, Part... parts) {
    return new Message(role, Optional.empty(), List.of(parts));
  }

  private static String resource(String name) throws IOException {
    try (var stream = FamiliesTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
