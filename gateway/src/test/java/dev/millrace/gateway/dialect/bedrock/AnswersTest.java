package dev.millrace.gateway.dialect.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.dialect.Incoming;
import dev.millrace.gateway.dialect.eventstream.Packets;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Request;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswersTest {
  private static final String HI =
      "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"text\":\"Hi\"}}\n";
  private static final String END = "messageStop {\"stopReason\":\"end_turn\"}\n";
  private static final String USAGE =
      "metadata {\"usage\":{\"inputTokens\":3,\"outputTokens\":2,\"totalTokens\":5}}\n";

  private static Incoming incoming(String... stops) {
    var request =
        Request.of("m", List.of()).withBounds(new Bounds(OptionalInt.empty(), List.of(stops), 1));
    return new ConverseProtocol("them", Optional.of(Family.ANTHROPIC)).answer(request);
  }

  private static Reply read(Incoming incoming, String lines) {
    var events = new ArrayList<Event>();
    var stream = incoming.stream();
    stream.turn(Packets.of(lines.getBytes(UTF_8)), events::add);
    stream.end(events::add);
    return Reply.of(events);
  }

  private static Failure failure(String lines) {
    try {
      read(incoming(), lines);
    } catch (Refused refused) {
      return refused.failure();
    }
    throw new AssertionError("it was whole: " + lines);
  }

  private static Stop stop(Reply reply) {
    return reply.choices().getFirst().stop();
  }

  @Test
  void metadataMayComeBeforeTheEnd() {
    assertThat(read(incoming(), HI + USAGE + END)).isEqualTo(read(incoming(), HI + END + USAGE));
  }

  @Test
  void whatNobodyKnowsIsPassedOver() {
    var odd =
        """
        messageStart {"role":"assistant"}
        contentBlockStart {"contentBlockIndex":0,"start":{"image":{"format":"png"}}}
        contentBlockDelta {"contentBlockIndex":0,"delta":{"citation":{}}}
        contentBlockStop {"contentBlockIndex":0}
        somethingNew {"x":[1]}
        """;
    assertThat(read(incoming(), odd + HI + END + USAGE))
        .isEqualTo(read(incoming(), HI + END + USAGE));
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, Ended[]",
    "max_tokens, Length[]",
    "model_context_window_exceeded, Window[]",
    "guardrail_intervened, Filtered[]",
    "content_filtered, Filtered[]",
    "stop_sequence, Ended[]",
    "something_new, Ended[]"
  })
  void reasonsToStopAreOurs(String reason, String stop) {
    var reply = read(incoming(), HI + END.replace("end_turn", reason) + USAGE);
    assertThat(stop(reply)).hasToString(stop);
  }

  @Test
  void theSequenceThatEndedItIsToldWhereItIsKnown() {
    var plain = HI + END.replace("end_turn", "stop_sequence") + USAGE;
    assertThat(stop(read(incoming("a"), plain))).isEqualTo(new Stop.Matched("a"));
    assertThat(stop(read(incoming("a", "b"), plain))).isEqualTo(new Stop.Ended());
    var told =
        plain.replace(
            "\"stop_sequence\"}",
            "\"stop_sequence\",\"additionalModelResponseFields\":{\"stop_sequence\":\"b\"}}");
    assertThat(stop(read(incoming("a", "b"), told))).isEqualTo(new Stop.Matched("b"));
    var odd = told.replace("{\"stop_sequence\":\"b\"}", "[7]");
    assertThat(stop(read(incoming("a"), odd))).isEqualTo(new Stop.Matched("a"));
  }

  @Test
  void anAnswerWithACallWaitsForItsResultWhateverItSays() {
    var call =
        "contentBlockStart {\"contentBlockIndex\":0,\"start\":{\"toolUse\":{\"toolUseId\":\"a:1\","
            + "\"name\":\"now\"}}}\ncontentBlockStop {\"contentBlockIndex\":0}\n";
    var reply = read(incoming(), call + END + USAGE);
    assertThat(stop(reply)).isEqualTo(new Stop.ToolCalls());
    assertThat(reply.choices().getFirst().pieces().getFirst().part())
        .isEqualTo(new Part.ToolCall("a1", "now", "{}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"malformed_model_output", "malformed_tool_use"})
  void anAnswerThatItsMakerCannotReadIsNone(String reason) {
    assertThat(failure(HI + END.replace("end_turn", reason) + USAGE))
        .isInstanceOfSatisfying(
            Failure.Upstream.class, told -> assertThat(told.code()).contains(reason));
  }

  @ParameterizedTest
  @CsvSource({
    "5 7 18 4 2, 11 4 2 7", // left out of the input, as documented
    "11 7 18 4 2, 11 4 2 7", // in it already, by the total
    "5 7 0 0 0, 5 0 0 7",
    "0 0 0 9 0, 9 9 0 0"
  })
  void tokensOfCachesAreCountedOnce(String told, String counted) {
    var n = told.split(" ", -1);
    var usage =
        "metadata {\"usage\":{\"inputTokens\":%s,\"outputTokens\":%s,\"totalTokens\":%s,\"cacheReadInputTokens\":%s,\"cacheWriteInputTokens\":%s}}\n"
            .formatted((Object[]) n);
    var u = read(incoming(), HI + END + usage).usage();
    assertThat("%d %d %d %d".formatted(u.input(), u.cachedInput(), u.writtenInput(), u.output()))
        .isEqualTo(counted);
    assertThat(u.origin()).isEqualTo(Usage.Origin.PROVIDER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "1e99", "2.5", "\"x\"", "null", "{}"})
  void countsThatMakeNoSenseAreNone(String count) {
    var usage = USAGE.replace(":3,", ":" + count + ",");
    assertThat(read(incoming(), HI + END + usage).usage().output()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "1e99", "\"x\"", "null", "{}"})
  void whatIsCountedInNonsenseIsEstimatedAndNotFree(String count) {
    var usage = USAGE.replaceFirst(":2([,}])", ":" + count + "$1");
    var counted = read(incoming(), HI + END + usage).usage();
    assertThat(counted.output()).isEqualTo(1);
    assertThat(counted.origin()).isEqualTo(Usage.Origin.ESTIMATED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"toolUse\":{\"input\":\"{\"}}}",
        "contentBlockStart {\"contentBlockIndex\":0,\"start\":{\"toolUse\":{\"name\":\"x\"}}}",
        "contentBlockDelta {\"contentBlockIndex\":-1,\"delta\":{\"text\":\"x\"}}",
        "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"text\":7}}",
        "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":\"x\"}",
        "contentBlockDelta {\"contentBlockIndex\":0}",
        "contentBlockDelta [",
        "messageStop []"
      })
  void nonsenseIsTheProvidersFault(String line) {
    assertThat(failure(line))
        .isInstanceOfSatisfying(
            Failure.Upstream.class,
            told -> assertThat(told.message()).startsWith("its answer makes no sense: "));
  }

  @Test
  void aBlockThatHasEndedDoesNotGrow() {
    var next = HI.replace("\":0", "\":1");
    assertThat(failure(HI + next + HI + END + USAGE)).isInstanceOf(Failure.Upstream.class);
    assertThat(failure(HI + END + HI + USAGE)).isInstanceOf(Failure.Upstream.class);
    assertThat(read(incoming(), HI + next + END + USAGE).choices().getFirst().text())
        .isEqualTo("HiHi");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", HI, HI + USAGE, HI + END})
  void aStreamWithoutItsLastPacketsIsTruncated(String lines) {
    assertThat(failure(lines)).isInstanceOf(Failure.Truncated.class);
  }

  @Test
  void afterAFailureNothingIsHeard() {
    var stream = incoming().stream();
    var events = new ArrayList<Event>();
    byte[] broken = Packets.of("!internalServerException {\"message\":\"x\"}".getBytes(UTF_8));
    assertThatThrownBy(() -> stream.turn(broken, events::add)).isInstanceOf(Refused.class);
    stream.turn(Packets.of((HI + END + USAGE).getBytes(UTF_8)), events::add);
    stream.end(events::add);
    assertThat(events).isEmpty();
  }

  @Test
  void aWholeAnswerIsReadAsItsStream() {
    var body =
        """
        {"output":{"message":{"role":"assistant","content":[
          {"reasoningContent":{"reasoningText":{"text":"Hm.","signature":"s1"}}},
          {"reasoningContent":{"redactedContent":"AAEC"}},
          {"text":"Hi"},
          {"toolUse":{"toolUseId":"t1","name":"f","input":{"a":[1]}}},
          {"toolUse":{"toolUseId":"t2","name":"g"}}]}},
         "stopReason":"tool_use","usage":{"inputTokens":3,"outputTokens":2,"totalTokens":5}}\
        """;
    var reply = Reply.of(incoming().whole(body.getBytes(UTF_8)));
    assertThat(reply.choices().getFirst().pieces().stream().map(Reply.Piece::part))
        .containsExactly(
            new Part.Thought("Hm.", Optional.of(new Part.Signature("anthropic", "s1"))),
            new Part.Withheld(new Part.Signature("anthropic", "AAEC")),
            new Part.Text("Hi"),
            new Part.ToolCall("t1", "f", "{\"a\":[1]}"),
            new Part.ToolCall("t2", "g", "{}"));
    assertThat(reply.usage()).isEqualTo(new Usage(3, 0, 2, 0, Usage.Origin.PROVIDER));
    for (String bad : List.of("", "[]", "{}", "{\"output\":{\"message\":{\"content\":[]}}}")) {
      assertThatThrownBy(() -> incoming().whole(bad.getBytes(UTF_8))).isInstanceOf(Refused.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | ValidationException:http://x/ | {'message':'Input is too long for requested model.'} | Upstream[provider=them, status=400, code=Optional[context_length_exceeded], message=Input is too long for requested model., retryAfter=Optional.empty]",
        "400 | ValidationException | {'message':'prompt is too long: 211020 tokens > 200000 maximum'} | ContextExceeded[asked=211020, window=200000]",
        "400 | ValidationException | {'message':'input length and `max_tokens` exceed context limit: 199000 + 8192 > 200000, decrease'} | ContextExceeded[asked=207192, window=200000]",
        "400 | ValidationException | {'message':'The provided model identifier is invalid.'} | Upstream[provider=them, status=400, code=Optional[ValidationException], message=The provided model identifier is invalid., retryAfter=Optional.empty]",
        "400 | ServiceQuotaExceededException | {'message':'quota'} | Overloaded[why=them: quota, retryAfter=PT5S]",
        "403 | AccessDeniedException | {'Message':'no access'} | Upstream[provider=them, status=403, code=Optional[AccessDeniedException], message=no access, retryAfter=Optional.empty]",
        "424 | ModelErrorException | {'message':'m','originalMessage':'o'} | Upstream[provider=them, status=424, code=Optional[ModelErrorException], message=m: o, retryAfter=Optional.empty]",
        "429 | ThrottlingException | {'message':'Too many requests'} | Overloaded[why=them: Too many requests, retryAfter=PT5S]",
        "503 |  | {'__type':'com.amazon.coral#ServiceUnavailableException'} | Upstream[provider=them, status=503, code=Optional[ServiceUnavailableException], message=no reason given, retryAfter=Optional.empty]",
        "502 |  | <html> | Upstream[provider=them, status=502, code=Optional.empty, message=a web page or XML, not JSON, retryAfter=Optional.empty]"
      })
  void errorsOfAwsAreFailures(int status, String type, String body, String failure) {
    Map<String, String> headers = type == null ? Map.of() : Map.of("x-amzn-errortype", type);
    assertThat(
            Failures.read(status, headers, body.replace('\'', '"').getBytes(UTF_8), "them")
                .toString()
                .replace('"', '\''))
        .isEqualTo(failure);
  }

  @Test
  void whenToComeBackIsToldWhereAwsTellsIt() {
    var headers = Map.of("retry-after", "1.5", "x-amzn-errortype", "ThrottlingException");
    assertThat(Failures.read(429, headers, new byte[0], "them"))
        .hasToString("Overloaded[why=them: no reason given, retryAfter=PT1.5S]");
  }

  @ParameterizedTest
  @CsvSource({
    "throttlingException, Overloaded",
    "modelStreamErrorException, 424",
    "internalServerException, 500",
    "serviceUnavailableException, 503",
    "validationException, 400",
    "modelTimeoutException, 408",
    "somethingNew, 502"
  })
  void exceptionsInAStreamAreFailures(String exception, String meaning) {
    assertThat(failure(HI + "!" + exception + " {\"message\":\"x\"}").toString()).contains(meaning);
  }
}
