package dev.millrace.gateway.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Reasoning.Effort;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Sampling;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestsTest {
  private static final Message QUESTION = Message.of(Role.USER, "Weather?");
  private static final Part.Attachment PICTURE =
      new Part.Attachment(
          Part.Attachment.Kind.IMAGE,
          new Part.Source.Inline("image/png", "AAAA"),
          Optional.empty(),
          Optional.empty());

  @ParameterizedTest
  @CsvSource({
    "AI_STUDIO, gemini-2.5-pro, /models/gemini-2.5-pro:streamGenerateContent?alt=sse",
    "AI_STUDIO, tunedModels/mine, /tunedModels/mine:streamGenerateContent?alt=sse",
    "VERTEX, gemini-2.5-pro, /publishers/google/models/gemini-2.5-pro:streamGenerateContent?alt=sse",
    "VERTEX, endpoints/12, /endpoints/12:streamGenerateContent?alt=sse",
    "VERTEX, a b?c, /publishers/google/models/a%20b%3Fc:streamGenerateContent?alt=sse",
  })
  void theModelStandsInThePath(Host host, String model, String path) {
    var written = new GeminiProtocol("google", host).write(Request.of(model, List.of(QUESTION)));
    assertThat(written.path()).isEqualTo(path);
  }

  @Test
  void whatTheSystemSaysLaterTheUserSays() {
    var request =
        Talk.asking(
            "m",
            Message.of(Role.SYSTEM, "Be brief."),
            QUESTION,
            Message.of(Role.DEVELOPER, "In French."));
    assertThat(Talk.written(request, "systemInstruction"))
        .isEqualTo("{\"parts\":[{\"text\":\"Be brief.\"}]}");
    assertThat(Talk.written(request, "contents"))
        .isEqualTo(
            "[{\"role\":\"user\",\"parts\":[{\"text\":\"Weather?\"},{\"text\":\"In French.\"}]}]");
  }

  @Test
  void whereOnlyTheSystemSpeaksItIsTheUser() {
    var request = Talk.asking("m", Message.of(Role.SYSTEM, "Say hi."));
    assertThat(Talk.written(request, "systemInstruction")).isEmpty();
    assertThat(Talk.written(request, "contents")).contains("\"role\":\"user\"", "Say hi.");
  }

  @Test
  void signaturesGoBackOnThePartsTheyCameWith() {
    var own = new Part.Signature("google", "c2ln");
    var request =
        Talk.asking(
            "gemini-3-pro",
            QUESTION,
            Talk.said(
                Role.ASSISTANT,
                new Part.Thought("Hm.", Optional.of(own)),
                new Part.Text("Let me look."),
                new Part.Withheld(own),
                Talk.signed("a", "google", "Zmlyc3Q="),
                Talk.call("b", "{}")));
    assertThat(Talk.written(request, "contents"))
        .contains(
            "{\"thought\":true,\"text\":\"Hm.\",\"thoughtSignature\":\"c2ln\"}",
            "{\"text\":\"Let me look.\",\"thoughtSignature\":\"c2ln\"}",
            "\"args\":{}},\"thoughtSignature\":\"Zmlyc3Q=\"}",
            "{\"functionCall\":{\"id\":\"b\",\"name\":\"weather\",\"args\":{}}}")
        .doesNotContain(Wire.NO_SIGNATURE);
  }

  @Test
  void nobodyElsesThoughtsOrSignaturesAreShown() {
    var theirs = new Part.Signature("anthropic", "secret");
    var request =
        Talk.asking(
            "gemini-2.5-pro",
            QUESTION,
            Talk.said(
                Role.ASSISTANT,
                new Part.Thought("Hm.", Optional.of(theirs)),
                new Part.Thought("Ho."),
                new Part.Withheld(theirs),
                Talk.signed("a", "anthropic", "secret")));
    assertThat(Talk.written(request)).doesNotContain("secret", "Hm.", "Ho.", "thoughtSignature");
  }

  @Test
  void theThirdGenerationTakesACallOfAnotherModelWithAWordInPlaceOfASignature() {
    var turn = Talk.said(Role.ASSISTANT, Talk.call("a", "{}"), Talk.call("b", "{}"));
    assertThat(Talk.written(Talk.asking("gemini-3-pro", QUESTION, turn)))
        .containsOnlyOnce(Wire.NO_SIGNATURE);
    assertThat(Talk.written(Talk.asking("gemini-2.5-pro", QUESTION, turn)))
        .doesNotContain("thoughtSignature");
  }

  @Test
  void answersOfToolsComeInTheOrderOfTheCalls() {
    var request =
        Talk.asking(
            "m",
            QUESTION,
            Talk.said(Role.ASSISTANT, Talk.call("a", "{}"), Talk.call("b", "")),
            Talk.said(Role.TOOL, new Part.ToolResult("b", List.of(new Part.Text("no")), true)),
            Talk.said(Role.TOOL, new Part.ToolResult("a", "Snow")),
            QUESTION);
    assertThat(Talk.written(request, "contents"))
        .endsWith(
            "{\"role\":\"user\",\"parts\":["
                + "{\"functionResponse\":{\"id\":\"a\",\"name\":\"weather\","
                + "\"response\":{\"output\":\"Snow\"}}},"
                + "{\"functionResponse\":{\"id\":\"b\",\"name\":\"weather\","
                + "\"response\":{\"error\":\"no\"}}}]},"
                + "{\"role\":\"user\",\"parts\":[{\"text\":\"Weather?\"}]}]");
  }

  @Test
  void vertexIsNotToldTheIdsOfCalls() {
    var request = Talk.asking("m", QUESTION, Talk.said(Role.ASSISTANT, Talk.call("a", "{}")));
    assertThat(new String(Requests.write(request, Host.VERTEX), StandardCharsets.UTF_8))
        .contains("{\"functionCall\":{\"name\":\"weather\"");
  }

  @Test
  void anAnswerToACallThatNobodyMadeIsRefused() {
    var request = Talk.asking("m", Talk.said(Role.TOOL, new Part.ToolResult("x", "Snow")));
    assertThatThrownBy(() -> Talk.written(request)).isInstanceOf(Refused.class);
  }

  @Test
  void argumentsThatAreNoObjectAreWrapped() {
    var turn = Talk.said(Role.ASSISTANT, Talk.call("a", "{\"city\":\"Os"));
    assertThat(Talk.written(Talk.asking("m", QUESTION, turn)))
        .contains("\"args\":{\"INVALID_JSON\":\"{\\\"city\\\":\\\"Os\"}");
  }

  @Test
  void whatToolsShowIsSeenByTheThirdGenerationInTheirAnswers() {
    var result = new Part.ToolResult("a", List.of(new Part.Text("Look."), PICTURE), false);
    var turns =
        new Message[] {
          QUESTION, Talk.said(Role.ASSISTANT, Talk.call("a", "{}")), Talk.said(Role.TOOL, result)
        };
    String picture = "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}}";
    assertThat(Talk.written(Talk.asking("gemini-3-flash", turns), "contents"))
        .endsWith("\"response\":{\"output\":\"Look.\"},\"parts\":[" + picture + "]}}]}]");
    assertThat(Talk.written(Talk.asking("gemini-2.5-flash", turns), "contents"))
        .endsWith("\"response\":{\"output\":\"Look.\"}}}," + picture + "]}]");
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/x.MP4?y=.png, '\"mimeType\":\"video/mp4\",'",
    "https://a.example/x, ''",
    "gs://bucket/x.pdf#2, '\"mimeType\":\"application/pdf\",'",
  })
  void whatLiesAtAnAddressIsToldByItsEnd(String address, String type) {
    var video =
        new Part.Attachment(
            Part.Attachment.Kind.VIDEO,
            new Part.Source.Link(address),
            Optional.empty(),
            Optional.empty());
    assertThat(Talk.written(Talk.asking("m", Talk.said(Role.USER, video)), "contents"))
        .contains("{\"fileData\":{" + type + "\"fileUri\":\"" + address + "\"}}");
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-3-pro-preview, MEDIUM, '\"thinkingLevel\":\"high\"'",
    "gemini-3-pro-preview, MINIMAL, '\"thinkingLevel\":\"low\"'",
    "gemini-3-flash, MINIMAL, '\"thinkingLevel\":\"minimal\"'",
    "gemini-3.1-pro, MEDIUM, '\"thinkingLevel\":\"medium\"'",
    "gemini-9-ultra, MAX, '\"thinkingLevel\":\"high\"'",
    "gemini-2.5-pro, MAX, '\"thinkingBudget\":32768'",
    "gemini-2.5-flash, LOW, '\"thinkingBudget\":1024'",
    "endpoints/9, HIGH, '\"thinkingLevel\":\"high\"'",
  })
  void eachModelIsToldToThinkInItsOwnWords(String model, Effort effort, String told) {
    var request = Talk.asking(model, QUESTION).withReasoning(Reasoning.of(effort));
    assertThat(Talk.config(request, "thinkingConfig"))
        .isEqualTo("{\"includeThoughts\":true," + told + "}");
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-3-pro, '{\"thinkingLevel\":\"low\"}'",
    "gemini-3-flash, '{\"thinkingLevel\":\"minimal\"}'",
    "gemini-2.5-pro, '{\"thinkingBudget\":128}'",
    "gemini-2.5-flash, '{\"thinkingBudget\":0}'",
    "gemini-2.0-flash, ''",
  })
  void eachModelIsKeptFromThinkingAsFarAsItCanBe(String model, String told) {
    var request = Talk.asking(model, QUESTION).withReasoning(Reasoning.OFF);
    assertThat(Talk.config(request, "thinkingConfig")).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-3-flash, 500, '\"thinkingLevel\":\"low\"'",
    "gemini-3-flash, 5000, '\"thinkingLevel\":\"medium\"'",
    "gemini-3-flash, 50000, '\"thinkingLevel\":\"high\"'",
    "gemini-2.5-flash-lite, 100, '\"thinkingBudget\":512'",
    "gemini-2.5-flash, 50000, '\"thinkingBudget\":24576'",
  })
  void aBudgetIsBroughtIntoWhatTheModelTakes(String model, int tokens, String told) {
    var budget = new Reasoning(Reasoning.Mode.ON, Optional.empty(), OptionalInt.of(tokens), false);
    var request = Talk.asking(model, QUESTION).withReasoning(budget);
    assertThat(Talk.config(request, "thinkingConfig"))
        .isEqualTo("{\"includeThoughts\":true," + told + "}");
  }

  @Test
  void whoIsToThinkAtWillIsTold() {
    var request = Talk.asking("gemini-2.5-flash", QUESTION).withReasoning(Reasoning.ON);
    assertThat(Talk.config(request, "thinkingConfig"))
        .isEqualTo("{\"includeThoughts\":true,\"thinkingBudget\":-1}");
  }

  @Test
  void aLongSeedBecomesAlwaysTheSameShortOne() {
    assertThat(Talk.config(seeded(7), "seed")).isEqualTo("7");
    assertThat(Talk.config(seeded(1L << 40), "seed"))
        .isEqualTo(Talk.config(seeded(1L << 40), "seed"))
        .isEqualTo("256");
  }

  private static Request seeded(long seed) {
    var nothing = OptionalDouble.empty();
    return Talk.asking("m", QUESTION)
        .withSampling(
            new Sampling(
                nothing,
                nothing,
                OptionalInt.empty(),
                nothing,
                nothing,
                nothing,
                nothing,
                OptionalLong.of(seed),
                Map.of()));
  }

  @Test
  void aChoiceIsAnEnumeration() {
    var choice = new Constraint("guided_choice", new Constraint.Choice(List.of("yes", "no")));
    var request = Talk.asking("m", QUESTION).withConstraint(choice);
    assertThat(Talk.config(request, "responseMimeType")).isEqualTo("\"text/x.enum\"");
    assertThat(Talk.config(request, "responseSchema"))
        .isEqualTo("{\"type\":\"STRING\",\"enum\":[\"yes\",\"no\"]}");
  }

  @Test
  void whatThereIsNoWordForIsRefusedByName() {
    var pattern = new Constraint("guided_regex", new Constraint.Regex("a+"));
    assertThatThrownBy(() -> Talk.written(Talk.asking("m", QUESTION).withConstraint(pattern)))
        .hasMessageContaining("guided_regex");
    var stops = new Bounds(OptionalInt.empty(), List.of("a", "b", "c", "d", "e", "f"), 1);
    assertThatThrownBy(() -> Talk.written(Talk.asking("m", QUESTION).withBounds(stops)))
        .hasMessageContaining("stop");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false"})
  void strictToolsAreValidatedWhereTheModelMayChoose(boolean strict, boolean validated) {
    var tool = new Tool("weather", "", JsonReader.readObject("{}"), strict);
    var request = Talk.asking("m", QUESTION).withTools(Tools.of(List.of(tool)));
    assertThat(Talk.written(request, "toolConfig").contains("VALIDATED")).isEqualTo(validated);
    assertThat(Talk.written(request, "tools")).doesNotContain("parametersJsonSchema");
  }
}
