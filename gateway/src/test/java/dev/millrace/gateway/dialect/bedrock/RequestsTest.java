package dev.millrace.gateway.dialect.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.golden.Golden;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Part.Attachment.Kind;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Reasoning.Effort;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestsTest {
  private static final Golden FILES = Golden.in("dialect/bedrock/requests");
  private static final Tool WEATHER =
      new Tool("weather", " ", JsonReader.readObject("{\"type\":\"object\"}"));

  private static void check(String name, Request request, Family family) {
    FILES.checkJson(name + ".json", Requests.write(request, family));
  }

  private static Request of(Message... messages) {
    return Request.of("m", List.of(messages));
  }

  private static Message say(Role role, Part... parts) {
    return new Message(role, Optional.empty(), List.of(parts));
  }

  private static Part text(String text) {
    return new Part.Text(text);
  }

  private static Part file(Kind kind, String mediaType, String name) {
    return new Part.Attachment(
        kind,
        new Part.Source.Inline(mediaType, "QUJD"),
        name.isEmpty() ? Optional.empty() : Optional.of(name),
        Optional.empty());
  }

  private static Request calling() {
    return of(
        say(Role.USER, text("Weather?")),
        say(
            Role.ASSISTANT,
            new Part.ToolCall("call:1", "weather", ""),
            new Part.ToolCall("call_2", "weather", "[1")),
        say(Role.TOOL, new Part.ToolResult("call:1", "")),
        say(Role.TOOL, new Part.ToolResult("call_2", List.of(text("no such city")), true)));
  }

  @Test
  void turnsAlternateWhateverTheConversation() {
    check(
        "turns",
        of(
            say(Role.SYSTEM, text("Be brief."), text(" \n")),
            say(Role.DEVELOPER, text("And kind.")),
            say(Role.ASSISTANT, text("Welcome!")),
            say(Role.USER, text("")),
            say(Role.ASSISTANT, new Part.Refusal("I will not.")),
            say(Role.USER, text("Hi")),
            say(Role.SYSTEM, text("It is late.")),
            say(Role.USER, text("Still there?"))),
        Family.OTHER);
    check("nobody", of(say(Role.SYSTEM, text("Greet."))), Family.OTHER);
  }

  @Test
  void resultsComeFirstInTheirTurn() {
    check(
        "results",
        of(
                say(Role.USER, text("Weather?")),
                say(Role.ASSISTANT, new Part.ToolCall("a", "weather", "{\"x\":1}")),
                say(
                    Role.USER,
                    text("Here:"),
                    new Part.ToolResult(
                        "a", List.of(text("Map"), file(Kind.IMAGE, "image/png", "")), false)))
            .withTools(new Tools(List.of(WEATHER), new Tools.Required(), true)),
        Family.ANTHROPIC);
  }

  @Test
  void aConversationWithCallsNamesToolsEvenWhereNoneIsToBeCalled() {
    var none = new Tools(List.of(WEATHER), new Tools.None(), true);
    check("no_choice", calling().withTools(none), Family.ANTHROPIC);
    check("no_tools", calling(), Family.MISTRAL);
    check("unused_tools", of(say(Role.USER, text("Hi"))).withTools(none), Family.ANTHROPIC);
  }

  @Test
  void attachmentsHaveFormatsAndDocumentsNames() {
    check(
        "attachments",
        of(
            say(
                Role.USER,
                file(Kind.IMAGE, "image/webp", ""),
                file(Kind.DOCUMENT, "application/pdf", "Q3_report (final).pdf"),
                file(Kind.DOCUMENT, "application/pdf", "Q3/report (final).pdf"),
                file(Kind.DOCUMENT, "application/json", "\u00fc\u2028"),
                file(Kind.DOCUMENT, "text/csv", ""),
                file(Kind.VIDEO, "video/mp4", ""),
                file(Kind.AUDIO, "audio/mpeg", ""))),
        Family.AMAZON);
  }

  @Test
  void whatBedrockCannotTakeIsRefused() {
    for (Part part :
        List.of(
            file(Kind.IMAGE, "image/bmp", ""),
            file(Kind.DOCUMENT, "application/zip", ""),
            new Part.Attachment(
                Kind.IMAGE,
                new Part.Source.Link("https://x/y.png"),
                Optional.empty(),
                Optional.empty()))) {
      assertThatThrownBy(() -> Requests.write(of(say(Role.USER, part)), Family.OTHER))
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> assertThat(refused.failure()).isInstanceOf(Failure.BadRequest.class));
    }
  }

  @Test
  void cachePointsStandWhereSomethingIsBeforeThem() {
    var request =
        of(
                say(
                    Role.SYSTEM,
                    new Part.CachePoint("5m"),
                    text("Rules."),
                    new Part.CachePoint("1h")),
                say(Role.USER, new Part.CachePoint("5m"), text("Hi"), new Part.CachePoint("5m")))
            .withTools(Tools.of(List.of(WEATHER)));
    check("cache", request, Family.ANTHROPIC);
    assertThat(new String(Requests.write(request, Family.MISTRAL), UTF_8))
        .doesNotContain("cachePoint");
  }

  @Test
  void thoughtsGoToTheirMakerAlone() {
    var request =
        of(
            say(Role.USER, text("Hi")),
            say(
                Role.ASSISTANT,
                new Part.Thought("Hm.", Optional.of(new Part.Signature("anthropic", "s/1"))),
                new Part.Withheld(new Part.Signature("anthropic", "AAEC")),
                new Part.Thought("Other.", Optional.of(new Part.Signature("google", "s2"))),
                new Part.Withheld(new Part.Signature("openai", "s3")),
                new Part.Thought("Nobody's."),
                text("Hello")),
            say(Role.USER, text("Go on")));
    check("thoughts", request, Family.ANTHROPIC);
    assertThat(new String(Requests.write(request, Family.AMAZON), UTF_8))
        .doesNotContain("reasoningContent");
  }

  @Test
  void aTurnOfNothingButStrangersThoughtsIsNone() {
    var request =
        of(
            say(Role.USER, text("Hi")),
            say(Role.ASSISTANT, new Part.Thought("Nobody's.")),
            say(Role.USER, text("Hello?")));
    check("empty_turn", request, Family.ANTHROPIC);
  }

  static Stream<Reasoning> reasonings() {
    return Stream.of(
        Reasoning.OFF,
        Reasoning.ON,
        Reasoning.of(Effort.MINIMAL),
        Reasoning.of(Effort.MAX),
        new Reasoning(Reasoning.Mode.ON, Optional.empty(), OptionalInt.of(5000), false));
  }

  /// One line for each model and each wish: how it is told to think.
  @Test
  void eachMakerIsToldToThinkInItsOwnWords() {
    var lines = new StringBuilder();
    for (String model :
        List.of(
            "us.anthropic.claude-3-7-sonnet-20250219-v1:0",
            "anthropic.claude-haiku-4-5-20251001-v1:0",
            "anthropic.claude-opus-4-20250514-v1:0",
            "global.anthropic.claude-opus-4-6-v1",
            "amazon.nova-2-lite-v1:0",
            "openai.gpt-oss-120b-1:0",
            "mistral.magistral-small-2509",
            "deepseek.v3-v1:0")) {
      reasonings()
          .forEach(reasoning -> {
            var request =
                Request.of(model, List.of(Message.of(Role.USER, "Hi")))
                    .withReasoning(reasoning)
                    .withBounds(Bounds.tokens(20_000));
            var sent = JsonReader.readObject(Requests.write(request, Family.of(model)));
            lines.append(model).append(' ').append(shown(reasoning)).append(": ");
            lines.append(part(sent, "additionalModelRequestFields")).append(' ');
            lines.append(part(sent, "outputConfig")).append('\n');
          });
    }
    FILES.check("thinking.txt", lines.toString());
  }

  private static String shown(Reasoning reasoning) {
    return reasoning.mode()
        + reasoning.effort().map(effort -> " " + effort).orElse("")
        + (reasoning.budget().isPresent() ? " " + reasoning.budget().getAsInt() : "");
  }

  private static String part(Json.Fields sent, String name) {
    return JsonWriter.text(sent.get(name).orElse(new Json.Fields(Map.of())));
  }

  @ParameterizedTest
  @CsvSource({"500, 0", "1024, 0", "1025, 1024", "4000, 3999", "100000, 8192"})
  void aBudgetIsWithinTheAnswerOrThereIsNone(int most, int budget) {
    var request =
        Request.of("anthropic.claude-3-7", List.of(Message.of(Role.USER, "Hi")))
            .withReasoning(Reasoning.ON)
            .withBounds(Bounds.tokens(most));
    String sent = new String(Requests.write(request, Family.ANTHROPIC), UTF_8);
    if (budget == 0) {
      assertThat(sent).doesNotContain("thinking");
    } else {
      assertThat(sent).contains("\"budget_tokens\":" + budget + "}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"call_1", "a:b", "", "toolu_01ABCDEFGHIJKLMNOPQRSTUVWXYZ"})
  void idsThatMistralWouldRefuseBecomeOthersThatStayTheSame(String id) {
    var ids = ToolIds.of(Family.MISTRAL);
    assertThat(ids.write(id)).matches("[A-Za-z0-9]{9}").isEqualTo(ids.write(id));
    assertThat(ids.write("aB3dE6gH9")).isEqualTo("aB3dE6gH9");
    assertThat(ToolIds.of(Family.OTHER).write(id)).matches("[A-Za-z0-9_-]{1,64}");
  }
}
