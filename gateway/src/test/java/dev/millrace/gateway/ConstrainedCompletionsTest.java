package dev.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Completions under a constraint in every spelling, by the bundled model over HTTP. Each spelling
/// here asks for a text that one regular expression knows.
final class ConstrainedCompletionsTest {
  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"ok\":{\"type\":\"boolean\"}},\"required\":[\"ok\"],"
          + "\"additionalProperties\":false}";
  private static final String OBJECT = "(?s)\\s*\\{\\s*\"ok\"\\s*:\\s*(true|false)\\s*}\\s*";
  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start(Config.defaults());
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  static Stream<Arguments> spellings() {
    return Stream.of(
        Arguments.of("\"regex\":\"[0-9]{3}-[a-f]{2}\"", "[0-9]{3}-[a-f]{2}"),
        Arguments.of("\"guided_regex\":\"x{1,5}y\"", "x{1,5}y"),
        Arguments.of("\"ebnf\":\"root ::= \\\"yes\\\" | \\\"no\\\"\"", "yes|no"),
        Arguments.of("\"guided_grammar\":\"root ::= [ab] [ab]? \\\".\\\"\"", "[ab][ab]?\\."),
        Arguments.of("\"guided_choice\":[\"red\",\"grün\"]", "red|grün"),
        Arguments.of("\"structured_outputs\":{\"choice\":[\"left\",\"right\"]}", "left|right"),
        Arguments.of("\"json_schema\":" + SCHEMA, OBJECT),
        Arguments.of("\"json_schema\":" + quoted(SCHEMA), OBJECT),
        Arguments.of("\"guided_json\":" + SCHEMA, OBJECT),
        Arguments.of(
            "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\","
                + "\"schema\":"
                + SCHEMA
                + "}}",
            OBJECT));
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void everyAnswerThatEndsByItselfObeys(String constraint, String language) {
    var answer = ask("[\"Say something.\",\"And you?\"]", constraint + ",\"n\":2");
    var choices = choices(answer.body());
    assertThat(choices).hasSize(4).anyMatch(choice -> text(choice, "finish_reason").equals("stop"));
    assertThat(choices)
        .allSatisfy(choice -> {
          if (text(choice, "finish_reason").equals("stop")) {
            assertThat(text(choice, "text")).matches(language);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void aStreamSaysTheSame(String constraint, String language) {
    String whole = text(choices(ask("\"Go.\"", constraint).body()).getFirst(), "text");
    var streamed =
        ask("\"Go.\"", constraint + ",\"stream\":true")
            .body()
            .lines()
            .filter(line -> line.startsWith("data: {"))
            .flatMap(line -> choices(line.substring("data: ".length())).stream())
            .map(choice -> text(choice, "text"))
            .collect(Collectors.joining());
    assertThat(streamed).isEqualTo(whole).matches(language);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("\"regex\":\"(a\"", "regex"),
        Arguments.of("\"ebnf\":\"root ::= nowhere\"", "ebnf"),
        Arguments.of("\"json_schema\":\"{\"", "json_schema"),
        Arguments.of("\"json_schema\":{\"type\":\"banana\"}", "json_schema.type"),
        Arguments.of("\"guided_choice\":[]", "guided_choice"),
        Arguments.of("\"regex\":\"a\",\"ebnf\":\"root ::= \\\"a\\\"\"", ""));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aConstraintThatMakesNoSenseIsRefusedByName(String constraint, String field) {
    for (String prompt : List.of("\"Go.\"", "[\"Go.\",\"Stay.\"]")) {
      var answer = ask(prompt, constraint);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
      assertThat(answer.body()).contains("\"param\":\"" + field);
    }
  }

  private static HttpResponse<String> ask(String prompt, String fields) {
    return gateway.post(
        "/v1/completions",
        "{\"model\":\"millrace-mini\",\"seed\":1,\"max_tokens\":40,\"prompt\":"
            + prompt
            + ","
            + fields
            + "}");
  }

  private static List<Json.Fields> choices(String body) {
    var answer = JsonReader.readObject(body.getBytes(StandardCharsets.UTF_8));
    assertThat(answer.get("choices")).as(body).isPresent();
    return ((Json.Items) answer.get("choices").orElseThrow())
        .values().stream().map(Json.Fields.class::cast).toList();
  }

  private static String text(Json.Fields choice, String name) {
    return choice.get(name).orElseThrow() instanceof Json.Text(var text) ? text : "";
  }

  private static String quoted(String json) {
    return "\"" + json.replace("\"", "\\\"") + "\"";
  }
}
