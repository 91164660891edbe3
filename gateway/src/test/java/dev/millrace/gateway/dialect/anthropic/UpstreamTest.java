package dev.millrace.gateway.dialect.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Incoming;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Rendering;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Stop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What providers that speak Messages say, and what we understand.
final class UpstreamTest {
  private static final Golden STREAMS = Golden.in("dialect/anthropic/upstream");
  private static final Request ASKED = Request.of("m", List.of(Message.of(Role.USER, "hi")));

  static List<String> recordings() {
    return STREAMS.names(".sse");
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void whatAProviderStreamsIsUnderstood(String name) {
    var told = told(ASKED, STREAMS.bytes(name + ".sse"));
    STREAMS.check(
        name + ".events.txt",
        told.stream().map(line -> line.replace("\n", "\\n") + "\n").collect(Collectors.joining()));
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void aStreamThatIsCutAnywhereIsNeverWhole(String name) {
    byte[] stream = STREAMS.bytes(name + ".sse");
    var whole = told(ASKED, stream);
    for (int end = 0; end < stream.length; end++) {
      var told = told(ASKED, Arrays.copyOf(stream, end));
      boolean ends = told.getLast().startsWith("Refused");
      assertThat(ends || told.equals(whole)).as("%s cut at %d: %s", name, end, told).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void whereAStreamIsDividedDoesNotMatter(String name) {
    byte[] stream = STREAMS.bytes(name + ".sse");
    var expected = told(ASKED, stream);
    for (int at = 1; at < stream.length; at++) {
      var first = Arrays.copyOf(stream, at);
      var rest = Arrays.copyOfRange(stream, at, stream.length);
      assertThat(told(ASKED, first, rest)).as("%s divided at %d", name, at).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void noPartBeginsBeforeTheOneBeforeHasEnded(String name) {
    var events = new ArrayList<Event>();
    try {
      var stream = incoming(ASKED).stream();
      stream.turn(STREAMS.bytes(name + ".sse"), events::add);
      stream.end(events::add);
      assertThat(Reply.of(events).choices()).hasSizeLessThanOrEqualTo(1);
    } catch (Refused _) {
      assertThat(events).doesNotHaveAnyElementsOfTypes(Event.Closed.class);
    }
    var open = new HashSet<Integer>();
    for (var event : events) {
      if (event instanceof Event.Began(_, var index, _)) {
        assertThat(open).isEmpty();
        open.add(index);
      } else if (event instanceof Event.Ended(_, var index)) {
        assertThat(open.remove(index)).isTrue();
      }
    }
  }

  @Test
  void theInputOfAForcedToolIsTheAnswer() {
    var request =
        ASKED
            .withModel("claude-3-7-sonnet")
            .withConstraint(new Constraint("schema", new Constraint.Schema(object())));
    String stream =
        begun("{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"millrace_answer\",\"input\":{}}")
            + grown("{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\\\":\"}")
            + grown("{\"type\":\"input_json_delta\",\"partial_json\":\"1}\"}")
            + ended("tool_use");
    var choice = reply(request, stream).choices().getFirst();
    assertThat(choice.text()).isEqualTo("{\"a\":1}");
    assertThat(choice.stop()).isEqualTo(new Stop.Ended());
  }

  @Test
  void blanksThatABegunAnswerEndedWithAreNotSaidTwice() {
    var turns = List.of(Message.of(Role.USER, "Count."), Message.of(Role.ASSISTANT, "One, \n"));
    var begun = new Rendering(Optional.empty(), Map.of(), false, true);
    var request = ASKED.withModel("claude-3-5-x").withPrompt(new Prompt.Conversation(turns, begun));
    String stream =
        begun("{\"type\":\"text\",\"text\":\"\"}")
            + grown("{\"type\":\"text_delta\",\"text\":\" \"}")
            + grown("{\"type\":\"text_delta\",\"text\":\"\\n two\"}")
            + ended("end_turn");
    assertThat(reply(request, stream).choices().getFirst().text()).isEqualTo(" two");
    assertThat(new String(Requests.write(request, Host.anthropic()), UTF_8))
        .contains("\"text\":\"One,\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | prompt is too long: 210000 tokens > 200000 maximum | 210000 | 200000
          400 | input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000, decrease | 210000 | 200000
          """)
  void aPromptThatIsTooLongIsKnown(int status, String words, int asked, int window) {
    assertThat(failure(status, Map.of(), "invalid_request_error", words))
        .isEqualTo(new Failure.ContextExceeded(asked, window));
  }

  @Test
  void anErrorTellsItsKindAndWhenToTryAgain() {
    assertThat(failure(429, Map.of("retry-after", "7"), "rate_limit_error", "Slow"))
        .isEqualTo(new Failure.Overloaded("them: Slow", Duration.ofSeconds(7)));
    assertThat(failure(529, Map.of(), "overloaded_error", "Overloaded"))
        .isEqualTo(
            new Failure.Upstream("them", 529, Optional.of("overloaded_error"), "Overloaded"));
    assertThat(failure(401, Map.of(), "authentication_error", "invalid x-api-key sk-ant-abcdef"))
        .isEqualTo(
            new Failure.Upstream(
                "them", 401, Optional.of("authentication_error"), "invalid x-api-key [secret]"));
  }

  @Test
  void noLimitOfTokensIsAsLongAsTheModelCan() {
    assertThat(
            new String(
                Requests.write(ASKED.withModel("claude-3-5-haiku"), Host.anthropic()), UTF_8))
        .contains("\"max_tokens\":8192");
    var bounded = ASKED.withBounds(Bounds.tokens(5));
    assertThat(new String(Requests.write(bounded, Host.anthropic()), UTF_8))
        .contains("\"max_tokens\":5");
  }

  private static Failure failure(
      int status, Map<String, String> headers, String type, String message) {
    String body =
        "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"},\"request_id\":\"r\"}"
            .formatted(type, message);
    return incoming(ASKED).failure(status, headers, body.getBytes(UTF_8));
  }

  private static Json.Fields object() {
    return new Json.Fields(Map.of("type", new Json.Text("object")));
  }

  private static String begun(String block) {
    return frame("{\"type\":\"message_start\",\"message\":{\"id\":\"a\",\"model\":\"b\"}}")
        + frame("{\"type\":\"content_block_start\",\"index\":0,\"content_block\":" + block + "}");
  }

  private static String grown(String delta) {
    return frame("{\"type\":\"content_block_delta\",\"index\":0,\"delta\":" + delta + "}");
  }

  private static String ended(String reason) {
    return frame("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + reason + "\"}}")
        + frame("{\"type\":\"message_stop\"}");
  }

  private static String frame(String data) {
    return "data: " + data + "\n\n";
  }

  private static Reply reply(Request request, String stream) {
    var events = new ArrayList<Event>();
    var reader = incoming(request).stream();
    reader.turn(stream.getBytes(UTF_8), events::add);
    reader.end(events::add);
    return Reply.of(events);
  }

  private static Incoming incoming(Request request) {
    return new MessagesProtocol("them", Host.anthropic()).answer(request);
  }

  private static List<String> told(Request request, byte[]... pieces) {
    var told = new ArrayList<String>();
    var reader = incoming(request).stream();
    try {
      for (byte[] piece : pieces) {
        reader.turn(piece, event -> told.add(event.toString()));
      }
      reader.end(event -> told.add(event.toString()));
    } catch (Refused refused) {
      told.add("Refused " + refused.failure());
    }
    return told;
  }
}
