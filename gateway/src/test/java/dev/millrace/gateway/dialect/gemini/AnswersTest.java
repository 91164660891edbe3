package dev.millrace.gateway.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Usage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswersTest {
  private static final String CALL = "{\"functionCall\":{\"name\":\"weather\",\"args\":{\"a\":1}}}";

  @Test
  void idsOfCallsThatGoogleLeavesOutAreStableSafeAndUnique() {
    var first = Talk.parts(Talk.frame(CALL, ""), Talk.last(CALL));
    assertThat(first).isEqualTo(Talk.parts(Talk.last(CALL + "," + CALL)));
    assertThat(first)
        .extracting(part -> ((Part.ToolCall) part).id())
        .containsExactly("call_r9_0_0", "call_r9_0_1");
  }

  @Test
  void anIdThatComesTwiceOrIsUnsafeIsMadeAnew() {
    String call = CALL.replace("{\"name\"", "{\"id\":\"a/b\",\"name\"");
    assertThat(Talk.parts(Talk.last(call + "," + call)))
        .extracting(part -> ((Part.ToolCall) part).id())
        .containsExactly("ab", "call_r9_0_1");
  }

  @Test
  void aSignedCallIsSignedBeforeItEnds() {
    String part = CALL.substring(0, CALL.length() - 1) + ",\"thoughtSignature\":\"c2ln\"}";
    var signature = new Part.Signature("google", "c2ln");
    var events = Talk.events(1, Talk.last(part));
    assertThat(events)
        .containsSubsequence(
            new Event.Grew(0, 0, "{\"a\":1}", List.of()),
            new Event.Signed(0, 0, signature),
            new Event.Ended(0, 0));
    assertThat(Reply.of(events).choices().getFirst().pieces().getFirst().part())
        .isEqualTo(
            new Part.ToolCall("call_r9_0_0", "weather", "{\"a\":1}", Optional.of(signature)));
    assertThat(Reply.of(events).choices().getFirst().stop()).isEqualTo(new Stop.ToolCalls());
  }

  @Test
  void aSignatureOnWordsFollowsThem() {
    var parts =
        Talk.parts(
            Talk.frame("{\"text\":\"a\",\"thought\":true}", ""),
            Talk.frame("{\"text\":\"b\",\"thoughtSignature\":\"c2ln\"}", ""),
            Talk.last("{\"text\":\"c\"}"));
    assertThat(parts)
        .containsExactly(
            new Part.Thought("a"),
            new Part.Text("b"),
            new Part.Withheld(new Part.Signature("google", "c2ln")),
            new Part.Text("c"));
  }

  @Test
  void aSignedThoughtIsSigned() {
    assertThat(
            Talk.parts(
                Talk.last("{\"text\":\"a\",\"thought\":true,\"thoughtSignature\":\"c2ln\"}")))
        .containsExactly(new Part.Thought("a", Optional.of(new Part.Signature("google", "c2ln"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY"})
  void aFilterIsAFilter(String reason) {
    var reply = Talk.reply(Talk.frame("", ",\"finishReason\":\"" + reason + "\""));
    assertThat(reply.choices().getFirst().stop()).isEqualTo(new Stop.Filtered());
  }

  @Test
  void aPromptThatIsNotLetThroughIsFiltered() {
    var reply = Talk.reply("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}," + Talk.USAGE + "}");
    assertThat(reply.choices())
        .singleElement()
        .extracting(Reply.Choice::stop)
        .isEqualTo(new Stop.Filtered());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "MISSING_THOUGHT_SIGNATURE"})
  void anAnswerThatGoogleGaveUpIsNotWhole(String reason) {
    String more = ",\"finishReason\":\"" + reason + "\",\"finishMessage\":\"bad call: f(\"";
    assertThat(Talk.failure(Talk.frame("{\"text\":\"a\"}", more)))
        .isEqualTo(
            new Failure.Truncated("google", "it gave up the answer: " + reason + ": bad call: f("));
  }

  @Test
  void aStreamWithoutAnEndingReasonIsCut() {
    assertThat(Talk.failure(Talk.frame("{\"text\":\"a\"}", "")))
        .isInstanceOf(Failure.Truncated.class);
    assertThat(Talk.failure()).isInstanceOf(Failure.Truncated.class);
    assertThat(Talk.failure("{" + Talk.USAGE + "}")).isInstanceOf(Failure.Truncated.class);
  }

  @Test
  void aStreamWithFewerChoicesThanWereWantedIsCut() {
    assertThatThrownBy(() -> Talk.events(2, Talk.last("{\"text\":\"a\"}")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("1 of 2");
    var second = Talk.last("{\"text\":\"b\"}").replace("\"index\":0", "\"index\":1");
    assertThat(Reply.of(Talk.events(2, Talk.last("{\"text\":\"a\"}"), second)).choices())
        .extracting(Reply.Choice::text)
        .containsExactly("a", "b");
  }

  @Test
  void aChoiceThatNobodyWantedIsPassedOver() {
    var second = Talk.last("{\"text\":\"b\"}").replace("\"index\":0", "\"index\":1");
    assertThat(Talk.reply(second, Talk.last("{\"text\":\"a\"}")).choices())
        .extracting(Reply.Choice::text)
        .containsExactly("a");
  }

  @Test
  void theFirstFrameTellsOfThePromptBeforeItsWordsAndOfThemAfter() {
    assertThat(Talk.events(1, Talk.last("{\"text\":\"a\"}")))
        .containsSubsequence(
            new Event.Metered(new Usage(7, 0, 0, 0, Usage.Origin.PROVIDER)),
            new Event.Grew(0, 0, "a", List.of()),
            new Event.Metered(new Usage(7, 0, 3, 0, Usage.Origin.PROVIDER)));
  }

  @Test
  void thoughtsAreCountedAsOutputAndToolsOfGooglesAsInput() {
    String usage =
        "\"usageMetadata\":{\"promptTokenCount\":10,\"toolUsePromptTokenCount\":5,"
            + "\"cachedContentTokenCount\":99,\"candidatesTokenCount\":3,\"thoughtsTokenCount\":4}";
    var reply = Talk.reply(Talk.last("{\"text\":\"a\"}").replace(Talk.USAGE, usage));
    assertThat(reply.usage()).isEqualTo(new Usage(15, 15, 7, 4, Usage.Origin.PROVIDER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"usageMetadata\":{}",
        "\"usageMetadata\":{\"promptTokenCount\":\"many\",\"candidatesTokenCount\":-1}",
        "\"usageMetadata\":{\"promptTokenCount\":1e99,\"candidatesTokenCount\":1e99}",
        "\"usageMetadata\":null"
      })
  void countsThatAreNoneDoNotBreakAnAnswer(String usage) {
    var reply = Talk.reply(Talk.last("{\"text\":\"abcde\"}").replace(Talk.USAGE, usage));
    assertThat(reply.choices().getFirst().text()).isEqualTo("abcde");
    assertThat(reply.usage().origin()).isEqualTo(Usage.Origin.ESTIMATED);
    assertThat(reply.usage().output()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "nonsense",
        "{\"candidates\":{}}",
        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":7}]}}]}",
        "{\"candidates\":[{\"index\":-4}]}",
        "{\"candidates\":[{\"index\":0,\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"\"}}]}}]}",
        "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f\",\"args\":[]}}]}}]}",
        "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":"
            + "{\"name\":\"f\",\"willContinue\":true}}]}}]}"
      })
  void nonsenseIsAFailureOfTheProviders(String frame) {
    assertThat(Talk.failure(frame, Talk.last("{\"text\":\"a\"}")))
        .isInstanceOfAny(Failure.Upstream.class, Failure.Truncated.class);
  }

  @Test
  void whatIsNotKnownIsPassedOver() {
    var parts =
        Talk.parts(
            Talk.frame("{\"executableCode\":{\"code\":\"1\"}},{\"text\":\"a\"},{}", ",\"x\":[1]"),
            Talk.last("{\"text\":\"\"}"));
    assertThat(parts).containsExactly(new Part.Text("a"));
  }

  @Test
  void logProbabilitiesAreOfTheWordsTheyComeWith() {
    String result =
        ",\"finishReason\":\"STOP\",\"logprobsResult\":{\"chosenCandidates\":["
            + "{\"token\":\"a\",\"logProbability\":-0.5}],\"topCandidates\":[{\"candidates\":["
            + "{\"token\":\"a\",\"logProbability\":-0.5},{\"token\":\"b\",\"logProbability\":-2}]}]}";
    var reply = Talk.reply(Talk.frame("{\"text\":\"a\"}", result));
    var logprobs = reply.choices().getFirst().pieces().getFirst().logprobs();
    assertThat(logprobs).hasSize(1);
    assertThat(logprobs.getFirst().top()).hasSize(2);
    assertThat(logprobs.getFirst().chosen().logprob()).isEqualTo(-0.5);
  }

  @Test
  void whereWordsAreFromIsToldOnceAndInCharacters() {
    String grounding =
        ",\"finishReason\":\"STOP\",\"groundingMetadata\":{\"groundingChunks\":[{\"web\":"
            + "{\"uri\":\"https://a.example\",\"title\":\"A\"}}],\"groundingSupports\":[{\"segment\":"
            + "{\"startIndex\":4,\"endIndex\":7},\"groundingChunkIndices\":[0,5]}]}";
    var reply = Talk.reply(Talk.frame("{\"text\":\"é🙂x\"}", grounding));
    assertThat(reply.choices().getFirst().sources().toString())
        .contains("https://a.example", "Numeral[value=3]")
        .hasSizeLessThan(400);
  }

  @Test
  void aWholeAnswerAndAnArrayOfFramesAreReadAlike() {
    String first = Talk.frame("{\"text\":\"a\"}", "");
    String last = Talk.last("{\"text\":\"b\"}");
    var asked = new Asked(1, 1);
    var array =
        Replies.read(("[" + first + "," + last + "]").getBytes(StandardCharsets.UTF_8), "g", asked);
    assertThat(array).isEqualTo(Talk.events(1, first, last));
    assertThatThrownBy(
            () -> Replies.read(("[" + first).getBytes(StandardCharsets.UTF_8), "g", asked))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("Truncated");
  }
}
