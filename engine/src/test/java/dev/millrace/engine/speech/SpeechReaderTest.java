package dev.millrace.engine.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.llm.Part;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpeechReaderTest {
  private static final String HERMES = "<tool_call>";
  private static final String CODER = "<tool_call><function=";
  private static final String GLM = "<tool_call><arg_key>";
  private static final String LLAMA = "<|start_header_id|>\"parameters\": <|python_tag|>";
  private static final String MISTRAL = "[TOOL_CALLS][ARGS]";
  private static final String DEEPSEEK = "<｜tool▁call▁begin｜>";
  private static final String KIMI = "<|tool_calls_section_begin|>";

  private static final List<String> PIECES =
      List.of(
          "<tool_call>",
          "</tool_call>",
          "{",
          "}",
          "\"name\": ",
          "\"add\"",
          "\"arguments\": ",
          ", ",
          "\n",
          "x",
          "<think>",
          "</think>",
          "<function=add>",
          "<parameter=a>",
          "</parameter>",
          "</function>",
          "<arg_key>",
          "</arg_key>",
          "<arg_value>",
          "</arg_value>",
          "add",
          "[TOOL_CALLS]",
          "[ARGS]",
          "[",
          "]",
          "<",
          "🏾",
          "\\",
          "\"",
          "⟦<tool_call>⟧",
          "⟦</tool_call>⟧",
          "⟦[ARGS]⟧",
          "{\"name\": \"add\", \"arguments\": {");

  /// @param told parts: `text:`, `thought:` or `name(arguments)`
  record Said(String template, String text, List<String> told) {}

  private static Said said(String template, String text, String... told) {
    return new Said(template, text, List.of(told));
  }

  static Stream<Said> answers() {
    return Stream.of(
            plain(),
            hermes(),
            brokenHermes(),
            coder(),
            glm(),
            llama(),
            mistral(),
            deepSeek(),
            kimi())
        .flatMap(family -> family);
  }

  private static Stream<Said> plain() {
    return Stream.of(
        said("", "Plain <words> {1} </think>.", "text:Plain <words> {1} </think>."),
        said("", "🐀 grüße 🏾 \uD800\uDC00", "text:🐀 grüße 🏾 \uD800\uDC00"),
        said("", "<think>\nhm\n</think>\n\nYes.", "thought:hm\n", "text:Yes."),
        said("", "[THINK]a[/THINK]b", "text:[THINK]a[/THINK]b"),
        said("[THINK]", "[THINK]a[/THINK]b", "thought:a", "text:b"),
        said("", "⟦<think>⟧🏾⟦</think>⟧b<think>", "thought:🏾", "text:b<think>"));
  }

  private static Stream<Said> hermes() {
    String call =
        "<tool_call>\n{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Oslo\"}}\n</tool_call>";
    return Stream.of(
        said(HERMES, call, "get_weather({\"city\": \"Oslo\"})"),
        said(
            HERMES,
            "<think>I call "
                + call
                + "</think>\n\nLet me see.\n\n"
                + call
                + "\n"
                + call
                + "\n\nDone. ",
            "thought:I call " + call,
            "text:Let me see.",
            "get_weather({\"city\": \"Oslo\"})",
            "get_weather({\"city\": \"Oslo\"})",
            "text:Done. "),
        said(
            HERMES,
            "⟦<tool_call>⟧{\"name\":\"add\",\"arguments\":{\"s\":\"</tool_call> } \\\" 🏾\"}}⟦</tool_call>⟧x",
            "add({\"s\":\"</tool_call> } \\\" 🏾\"})",
            "text:x"),
        said(
            HERMES,
            "<tool_call>{\"arguments\": {\"a\": [1]}, \"name\": \"add\"}</tool_call>",
            "add({\"a\": [1]})"),
        said(HERMES, "<tool_call>{\"name\": \"add\"}</tool_call>", "add({})"),
        said(HERMES, "<tool_call>{\"name\": \"add\", \"arguments\": null}</tool_call>", "add({})"),
        said(
            HERMES,
            "<tool_call>{\"name\": \"add\", \"arguments\": \"{\\\"a\\\": \\\"\\u00e9\\\"}\"}</tool_call>",
            "add({\"a\": \"é\"})"));
  }

  private static Stream<Said> brokenHermes() {
    return Stream.of(
        said(
            HERMES,
            "<tool_call>{\"name\": \"add\", \"arguments\": {}}}</tool_call>y",
            "add({})",
            "text:y"),
        said(
            HERMES,
            "<tool_call>{\"name\": \"add\", \"arguments\": {\"a\": </tool_call>y",
            "add({\"a\": )",
            "text:y"),
        said(
            HERMES,
            "<tool_call>[{\"name\": \"add\", \"arguments\": {}}, {\"name\": \"add\", \"arguments\": {\"a\": 1}}]</tool_call>",
            "add({})",
            "add({\"a\": 1})"),
        said(HERMES, "a < b <tool_x> ", "text:a < b <tool_x> "),
        said(HERMES, "<tool_call>nonsense</tool_call>!", "text:<tool_call>nonsense</tool_call>!"),
        said(
            HERMES,
            " <tool_call>{\"name\": \"nobody\", \"arguments\": {}}</tool_call>",
            "text: <tool_call>{\"name\": \"nobody\", \"arguments\": {}}</tool_call>"),
        said(
            HERMES,
            "<tool_call><tool_call>{\"name\":\"add\"}</tool_call>",
            "text:<tool_call>",
            "add({})"),
        said(HERMES, "<tool_call>\n{\"name\": \"ad", "text:<tool_call>\n{\"name\": \"ad"),
        said(HERMES, "🏿⟦<tool_call>⟧🏿", "text:🏿🏿"));
  }

  private static Stream<Said> coder() {
    return Stream.of(
        said(
            CODER,
            """
            I look.
            <tool_call>
            <function=get_weather>
            <parameter=city>
            Oslo
            <b>
            </parameter>
            <parameter=days>
            2
            </parameter>
            <parameter=n>
            no "json
            </parameter>
            </function>
            </tool_call>
            """,
            "text:I look.",
            "get_weather({\"city\": \"Oslo\\n<b>\", \"days\": 2, \"n\": \"no \\\"json\"})"),
        said(CODER, "<function=add>\n</function>\n</tool_call>\nok", "add({})", "text:ok"),
        said(
            CODER,
            "<tool_call>\n<function=nobody>\n</function>\n</tool_call>",
            "text:<tool_call>\n<function=nobody>\n</function>\n</tool_call>"));
  }

  private static Stream<Said> glm() {
    return Stream.of(
        said(
            GLM,
            "\n<tool_call>get_weather\n<arg_key>city</arg_key>\n<arg_value>12</arg_value>\n"
                + "<arg_key>days</arg_key>\n<arg_value>[1, 2]</arg_value>\n</tool_call>\n<tool_call>add</tool_call>",
            "get_weather({\"city\": \"12\", \"days\": [1, 2]})",
            "add({})"),
        said(
            GLM,
            "⟦<tool_call>⟧add<arg_key>b</arg_key><arg_value>x</arg_value>⟦</tool_call>⟧",
            "add({\"b\": \"x\"})"));
  }

  private static Stream<Said> llama() {
    return Stream.of(
        said(LLAMA, "{\"name\": \"add\", \"parameters\": {\"a\": 1}}", "add({\"a\": 1})"),
        said(
            LLAMA,
            "⟦<|python_tag|>⟧{\"type\": \"function\", \"name\": \"add\", \"parameters\": {}}; {\"name\": \"add\", \"parameters\": {\"b\": \"\"}}",
            "add({})",
            "add({\"b\": \"\"})"),
        said(LLAMA, "{\"a\": 1}", "text:{\"a\": 1}"),
        said(
            LLAMA,
            "See {\"name\": \"add\", \"parameters\": {}}",
            "text:See {\"name\": \"add\", \"parameters\": {}}"));
  }

  private static Stream<Said> mistral() {
    return Stream.of(
        said(
            MISTRAL,
            "⟦[TOOL_CALLS]⟧ [{\"name\": \"add\", \"arguments\": {\"a\": 1}, \"id\": \"abcdefghi\"}, {\"name\": \"get_weather\", \"arguments\": {}}]",
            "add({\"a\": 1})",
            "get_weather({})"),
        said(
            MISTRAL,
            "Well ⟦[TOOL_CALLS]⟧add⟦[CALL_ID]⟧123456789⟦[ARGS]⟧{\"a\": 1}⟦[TOOL_CALLS]⟧add⟦[ARGS]⟧{}",
            "text:Well",
            "add({\"a\": 1})",
            "add({})"));
  }

  private static Stream<Said> deepSeek() {
    return Stream.of(
        said(
            DEEPSEEK,
            "ok⟦<｜tool▁calls▁begin｜>⟧⟦<｜tool▁call▁begin｜>⟧function⟦<｜tool▁sep｜>⟧get_weather\n```json\n{\"city\": \"A\"}\n```⟦<｜tool▁call▁end｜>⟧\n"
                + "⟦<｜tool▁call▁begin｜>⟧function⟦<｜tool▁sep｜>⟧add\n```json\n{}\n```⟦<｜tool▁call▁end｜>⟧⟦<｜tool▁calls▁end｜>⟧",
            "text:ok",
            "get_weather({\"city\": \"A\"})",
            "add({})"),
        said(
            DEEPSEEK,
            "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>add<｜tool▁sep｜>{\"a\": {}}<｜tool▁call▁end｜><｜tool▁calls▁end｜>",
            "add({\"a\": {}})"));
  }

  private static Stream<Said> kimi() {
    return Stream.of(
        said(
            KIMI,
            "⟦<|tool_calls_section_begin|>⟧⟦<|tool_call_begin|>⟧functions.add:0⟦<|tool_call_argument_begin|>⟧{\"a\": 1}⟦<|tool_call_end|>⟧"
                + "⟦<|tool_call_begin|>⟧functions.add:1⟦<|tool_call_argument_begin|>⟧{}⟦<|tool_call_end|>⟧⟦<|tool_calls_section_end|>⟧",
            "add({\"a\": 1})",
            "add({})"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void whatIsToldDoesNotDependOnThePieces(Said said) {
    for (int seed = 0; seed < 30; seed++) {
      List<Part> parts = Heard.of(said.template(), Speech.Thinking.APART, said.text(), seed, false);
      assertThat(shown(parts)).as("seed " + seed).isEqualTo(said.told());
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void whatIsToldOfACutAnswerIsTheBeginningOfIt(Said said) {
    String whole = String.join("\n", said.told());
    for (int end = 0; end < said.text().length(); end++) {
      if (Character.isLowSurrogate(said.text().charAt(end)) || halfControl(said.text(), end)) {
        continue;
      }
      String text = said.text().substring(0, end);
      List<Part> parts = Heard.of(said.template(), Speech.Thinking.APART, text, end, true);
      for (var call : parts) {
        if (call instanceof Part.ToolCall(_, var name, var arguments, _)) {
          assertThat(whole).as("cut at " + end).contains(name + "(" + arguments);
        }
      }
    }
  }

  private static boolean halfControl(String text, int end) {
    return text.lastIndexOf('⟦', end - 1) > text.lastIndexOf('⟧', end - 1) && end > 0;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 11, 34})
  void aHalfTagIsNotToldOfAnAnswerThatWasCut(int length) {
    String text = "Fine.\n<tool_call>{\"name\": \"get_weather\", ".substring(0, 6 + length);
    List<Part> parts = Heard.of(HERMES, Speech.Thinking.APART, text, 1, true);
    assertThat(shown(parts)).containsExactly(length == 1 ? "text:Fine.\n<" : "text:Fine.");
  }

  @Test
  void aThoughtThatThePromptBeganIsToldApart() {
    assertThat(shown(Heard.of("", Speech.Thinking.BEGUN, " hm</think> x", 1, false)))
        .containsExactly("thought:hm", "text:x");
    assertThat(shown(Heard.of("", Speech.Thinking.BEGUN, "hm <think> </thin", 1, false)))
        .containsExactly("thought:hm <think> </thin");
    assertThat(shown(Heard.of("", Speech.Thinking.IN_TEXT, "<think>a</think>", 1, false)))
        .containsExactly("text:<think>a</think>");
  }

  @Test
  void idsAreUniqueAndThoseThatTheFamilyTakes() {
    String call = "<tool_call>{\"name\": \"add\", \"arguments\": {}}</tool_call>";
    assertThat(ids(Heard.of(HERMES, Speech.Thinking.APART, call + call, 1, false)))
        .doesNotHaveDuplicates()
        .hasSize(2)
        .allMatch(id -> id.matches("call_[0-9A-Za-z]{24}"));
    String list = "[TOOL_CALLS][{\"name\": \"add\"}, {\"name\": \"add\"}]";
    assertThat(ids(Heard.of(MISTRAL, Speech.Thinking.APART, list, 1, false)))
        .doesNotHaveDuplicates()
        .hasSize(2)
        .allMatch(id -> id.matches("[0-9A-Za-z]{9}"));
    String kimi =
        "<|tool_call_begin|>functions.add:3<|tool_call_argument_begin|>{}<|tool_call_end|>";
    assertThat(ids(Heard.of(KIMI, Speech.Thinking.APART, kimi, 1, false)))
        .containsExactly("functions.add:3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<",
        "<tool_call>",
        "<tool_call>{\"",
        "<tool_call>{\"name\":\"add\",\"arguments\":{",
        "<tool_call>{\"name\":\"add\",\"arguments\":{\"<",
        "{",
        " ",
        "</think>",
        "<think>",
        "<function=",
        "<function=add><parameter=a>",
        "<tool_call>add<arg_key>",
        "[TOOL_CALLS]",
        "<｜tool▁call▁begin｜>"
      })
  void aMegabyteOfAnythingIsReadQuickly(String piece) {
    for (var template : List.of(HERMES, CODER, GLM, LLAMA, MISTRAL, DEEPSEEK)) {
      int length = template.equals(HERMES) ? 1_000_000 : 100_000;
      String text = piece.repeat(length / piece.length());
      assertThat(Heard.of(template, Speech.Thinking.APART, text, 1, false)).isNotNull();
    }
  }

  @Test
  void anythingIsToldTheSameInAnyPieces() {
    for (int seed = 0; seed < 400; seed++) {
      var random = new Random(seed);
      String text =
          random
              .ints(random.nextInt(25), 0, PIECES.size())
              .mapToObj(PIECES::get)
              .collect(Collectors.joining());
      for (var template : List.of(HERMES, CODER, GLM, LLAMA, MISTRAL)) {
        boolean cut = random.nextBoolean();
        List<Part> once = Heard.of(template, Speech.Thinking.APART, text, seed, cut);
        List<Part> again = Heard.of(template, Speech.Thinking.APART, text, ~seed, cut);
        assertThat(again).as("seed " + seed + ": " + text).isEqualTo(once);
      }
    }
  }

  private static List<String> ids(List<Part> parts) {
    return parts.stream().map(part -> ((Part.ToolCall) part).id()).toList();
  }

  private static List<String> shown(List<Part> parts) {
    return parts.stream()
        .map(part ->
            switch (part) {
              case Part.Text(var text) -> "text:" + text;
              case Part.Thought(var text, _) -> "thought:" + text;
              case Part.ToolCall(_, var name, var arguments, _) -> name + "(" + arguments + ")";
              case Part.ToolResult _,
                  Part.Attachment _,
                  Part.CachePoint _,
                  Part.Refusal _,
                  Part.Withheld _ ->
                  "not of the engine";
            })
        .toList();
  }
}
