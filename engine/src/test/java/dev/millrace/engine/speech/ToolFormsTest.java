package dev.millrace.engine.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.grammar.Language;
import dev.millrace.grammar.Matcher;
import dev.millrace.grammar.TokenTable;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ToolFormsTest {
  private static final Json.Fields CITY =
      new Json.Fields(
          Map.of(
              "type", new Json.Text("object"),
              "properties", new Json.Fields(Map.of("city", type("string"))),
              "required", new Json.Items(List.of(new Json.Text("city"))),
              "additionalProperties", new Json.Bool(false)));
  private static final Json.Fields SUM =
      new Json.Fields(
          Map.of(
              "properties", new Json.Fields(Map.of("a", type("integer"))),
              "required", new Json.Items(List.of(new Json.Text("a"))),
              "additionalProperties", new Json.Bool(false)));
  private static final Tool WEATHER = new Tool("get_weather", "", CITY);
  private static final Tool ADD = new Tool("add", "", SUM);
  private static final String HERMES = "<tool_call>";

  /// @param calls two calls, of `get_weather` with a city and of `add` with a number
  record Family(String template, String calls) {}

  static Stream<Family> families() {
    return Stream.of(
        new Family(
            HERMES,
            "<tool_call>\n{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Oslo\"}}\n</tool_call>\n"
                + "<tool_call>\n{\"name\": \"add\", \"arguments\": {\"a\": 1}}\n</tool_call>"),
        new Family(
            HERMES,
            "⟦<tool_call>⟧\n{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Oslo\"}}\n⟦</tool_call>⟧\n"
                + "⟦<tool_call>⟧\n{\"name\": \"add\", \"arguments\": {\"a\": 1}}\n⟦</tool_call>⟧"),
        new Family(
            "<|python_tag|>",
            "{\"name\": \"get_weather\", \"parameters\": {\"city\": \"Oslo\"}}; {\"name\": \"add\", \"parameters\": {\"a\": 1}}"),
        new Family(
            "[TOOL_CALLS]",
            "⟦[TOOL_CALLS]⟧[{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Oslo\"}}, {\"name\": \"add\", \"arguments\": {\"a\": 1}}]"),
        new Family(
            "[TOOL_CALLS][ARGS]",
            "⟦[TOOL_CALLS]⟧get_weather⟦[ARGS]⟧{\"city\": \"Oslo\"}⟦[TOOL_CALLS]⟧add⟦[ARGS]⟧{\"a\": 1}"),
        new Family(
            "<｜tool▁call▁begin｜>",
            "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>get_weather<｜tool▁sep｜>{\"city\": \"Oslo\"}<｜tool▁call▁end｜>"
                + "<｜tool▁call▁begin｜>add<｜tool▁sep｜>{\"a\": 1}<｜tool▁call▁end｜><｜tool▁calls▁end｜>"),
        new Family(
            "<｜tool▁call▁begin｜>```json",
            "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>get_weather\n```json\n{\"city\": \"Oslo\"}\n```<｜tool▁call▁end｜>\n"
                + "<｜tool▁call▁begin｜>function<｜tool▁sep｜>add\n```json\n{\"a\": 1}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>"),
        new Family(
            "<|tool_calls_section_begin|>",
            "⟦<|tool_calls_section_begin|>⟧⟦<|tool_call_begin|>⟧functions.get_weather:0⟦<|tool_call_argument_begin|>⟧{\"city\": \"Oslo\"}⟦<|tool_call_end|>⟧"
                + "⟦<|tool_call_begin|>⟧functions.add:1⟦<|tool_call_argument_begin|>⟧{\"a\": 1}⟦<|tool_call_end|>⟧⟦<|tool_calls_section_end|>⟧"),
        new Family(
            "<arg_key>",
            "<tool_call>get_weather\n<arg_key>city</arg_key>\n<arg_value>Oslo</arg_value>\n</tool_call>\n"
                + "<tool_call>add\n<arg_key>a</arg_key>\n<arg_value>1</arg_value>\n</tool_call>"),
        new Family(
            "<function=",
            "<tool_call>\n<function=get_weather>\n<parameter=city>\nOslo\n</parameter>\n</function>\n</tool_call>\n"
                + "<tool_call>\n<function=add>\n<parameter=a>\n1\n</parameter>\n</function>\n</tool_call>"));
  }

  @ParameterizedTest
  @MethodSource("families")
  void whatMustBeACallIsOneThatIsUnderstood(Family family) {
    Script script = script(family);
    Language required = language(request(new Tools.Required(), true), script);
    assertThat(accepts(required, family.calls())).isTrue();
    assertThat(accepts(required, "")).isFalse();
    assertThat(accepts(required, "Hello")).isFalse();
    assertThat(accepts(required, family.calls().replace("Oslo\"", "Oslo\", \"b\": 1")))
        .isEqualTo(!family.calls().contains("Oslo\""));
    assertThat(accepts(required, family.calls().replace("get_weather", "nobody"))).isFalse();
    assertThat(
            accepts(
                required,
                family
                    .calls()
                    .replace("1}", "\"1\"}")
                    .replace(">1<", ">x<")
                    .replace("\n1\n", "\nx\n")))
        .isFalse();
    assertThat(accepts(language(request(new Tools.Required(), false), script), family.calls()))
        .isFalse();
    assertThat(accepts(language(request(new Tools.Named("add"), true), script), family.calls()))
        .isFalse();
    List<Part> parts = Heard.of(family.template(), Speech.Thinking.APART, family.calls(), 1, false);
    assertThat(parts)
        .extracting(part -> ((Part.ToolCall) part).name() + ((Part.ToolCall) part).arguments())
        .containsExactly("get_weather{\"city\": \"Oslo\"}", "add{\"a\": 1}");
  }

  @ParameterizedTest
  @MethodSource("families")
  void aStrictToolIsCalledRightOrNotAtAll(Family family) {
    Script script = script(family);
    Request auto = request(new Tools.Auto(), true);
    assertThat(ToolForms.demanded(auto, script)).isEmpty();
    var strict = List.of(WEATHER, new Tool("add", "", SUM, true));
    Language language = language(auto.withTools(new Tools(strict, new Tools.Auto(), true)), script);
    assertThat(accepts(language, "Just words, 1 < 2.")).isTrue();
    assertThat(accepts(language, family.calls())).isTrue();
    if (!family.template().equals("<|python_tag|>")) {
      assertThat(accepts(language, "I call.\n" + family.calls() + "\nDone.")).isTrue();
    }
    assertThat(
            accepts(
                language,
                family
                    .calls()
                    .replace("1}", "\"1\"}")
                    .replace(">1<", ">x<")
                    .replace("\n1\n", "\nx\n")))
        .isFalse();
    assertThat(accepts(language, family.calls().replace("\"city\": \"Oslo\"", "\"b\": [null]")))
        .isTrue();
  }

  @Test
  void whatIsConstrainedMayCallInstead() {
    Script script = Script.of(HERMES, Heard.tokenizer(List.of()));
    var choice = new Constraint("guided_choice", new Constraint.Choice(List.of("yes", "no")));
    Request auto = request(new Tools.Auto(), true).withConstraint(choice);
    Constraint both = ToolForms.demanded(auto, script).orElseThrow();
    assertThat(both.field()).isEqualTo("guided_choice");
    Language language = Language.of(both.form());
    assertThat(accepts(language, "yes")).isTrue();
    assertThat(accepts(language, "maybe")).isFalse();
    assertThat(
            accepts(language, "<tool_call>\n{\"name\": \"add\", \"arguments\": {}}\n</tool_call>"))
        .isTrue();
    Request required = request(new Tools.Required(), true).withConstraint(choice);
    assertRefused(() -> ToolForms.demanded(required, script), "guided_choice");
    assertThat(ToolForms.demanded(request(new Tools.None(), true).withConstraint(choice), script))
        .contains(choice);
  }

  @Test
  void aCallCannotBeDemandedOfAModelWhoseMarkupIsNotKnown() {
    assertRefused(
        () -> ToolForms.demanded(request(new Tools.Required(), true), Script.unknown()),
        "tool_choice");
  }

  @Test
  void aTextIsGoneOnWithWhateverTheTools() {
    Request text = request(new Tools.Required(), true).withPrompt(new Prompt.Text("x"));
    assertThat(ToolForms.demanded(text, Script.unknown())).isEqualTo(Optional.empty());
  }

  @Test
  void schemasThatCountAreKnownByTheirFields() {
    assertThat(ToolForms.schemas(request(new Tools.Named("add"), true).tools()))
        .extracting(Constraint::field)
        .containsExactly("tools[1].function.parameters");
    assertThat(ToolForms.schemas(request(new Tools.Auto(), true).tools())).isEmpty();
  }

  @Test
  void whatElementsCannotBeMadeToObeyIsRefusedByName() {
    Script script = Script.of("<arg_key>", Heard.tokenizer(List.of()));
    var pattern =
        new Json.Fields(Map.of("type", new Json.Text("string"), "pattern", new Json.Text("a")));
    var tool =
        new Tool(
            "f", "", new Json.Fields(Map.of("properties", new Json.Fields(Map.of("x", pattern)))));
    Request request =
        request(new Tools.Auto(), true)
            .withTools(new Tools(List.of(tool), new Tools.Required(), true));
    assertRefused(
        () -> ToolForms.demanded(request, script),
        "tools[0].function.parameters.properties.x.pattern");
  }

  private static Request request(Tools.Choice choice, boolean parallel) {
    return Request.of("m", List.of(Message.of(Role.USER, "hello")))
        .withTools(new Tools(List.of(WEATHER, ADD), choice, parallel));
  }

  private static Script script(Family family) {
    return Script.of(family.template(), Heard.tokenizer(Heard.controls(family.calls())));
  }

  private static Language language(Request request, Script script) {
    return Language.of(ToolForms.demanded(request, script).orElseThrow().form());
  }

  private static boolean accepts(Language language, String text) {
    Matcher matcher = language.matcher();
    for (var piece : text.split("(?=⟦)|(?<=⟧)", -1)) {
      byte[] bytes =
          piece.startsWith("⟦")
              ? TokenTable.marker(piece.substring(1, piece.length() - 1))
              : piece.getBytes(StandardCharsets.UTF_8);
      if (bytes.length > 0 && !matcher.accept(bytes)) {
        return false;
      }
    }
    return matcher.complete();
  }

  private static void assertRefused(Runnable action, String field) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(((Failure.BadRequest) refused.failure()).field()).isEqualTo(field));
  }

  private static Json type(String name) {
    return new Json.Fields(Map.of("type", new Json.Text(name)));
  }
}
