package dev.millrace.gateway.dialect.openai.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.golden.Golden;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Message;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Stop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What providers answer in this dialect, the hostile among them.
final class UpstreamTest {
  private static final Golden UPSTREAM = Golden.in("dialect/openai/responses/upstream");
  private static final ResponsesProtocol PROTOCOL = new ResponsesProtocol("somebody");
  private static final Request REQUEST = Request.of("m", List.of(Message.of(Role.USER, "Hi")));

  static List<String> streams() {
    return UPSTREAM.names(".sse");
  }

  @ParameterizedTest
  @MethodSource("streams")
  void aStreamIsReadAsEvents(String name) {
    var events = new ArrayList<Event>();
    String end = read(List.of(UPSTREAM.bytes(name + ".sse")), events);
    String lines = events.stream().map(event -> event + "\n").collect(Collectors.joining()) + end;
    UPSTREAM.check(name + ".events.txt", lines);
  }

  @ParameterizedTest
  @MethodSource("streams")
  void whereAStreamIsDividedDoesNotMatter(String name) {
    byte[] stream = UPSTREAM.bytes(name + ".sse");
    var expected = new ArrayList<Event>();
    String end = read(List.of(stream), expected);
    for (int at = 0; at <= stream.length; at++) {
      var events = new ArrayList<Event>();
      var pieces =
          List.of(Arrays.copyOf(stream, at), Arrays.copyOfRange(stream, at, stream.length));
      assertThat(read(pieces, events)).isEqualTo(end);
      if (!events.equals(expected)) {
        assertThat(events).as("%s divided at %d", name, at).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("streams")
  void aStreamThatIsCutIsNeverWhole(String name) {
    byte[] stream = UPSTREAM.bytes(name + ".sse");
    var all = new ArrayList<Event>();
    read(List.of(stream), all);
    for (int end = 0; end < stream.length; end++) {
      var events = new ArrayList<Event>();
      if (read(List.of(Arrays.copyOf(stream, end)), events).isEmpty()) {
        assertThat(events).as("%s cut at %d", name, end).isEqualTo(all);
      } else {
        assertThat(events).doesNotHaveAnyElementsOfTypes(Event.Closed.class);
      }
    }
  }

  /// The parts of an answer come one after the other, so that writers of any dialect can follow.
  @ParameterizedTest
  @MethodSource("streams")
  void noPartBeginsBeforeTheOneBeforeHasEnded(String name) {
    var events = new ArrayList<Event>();
    String end = read(List.of(UPSTREAM.bytes(name + ".sse")), events);
    var open = new HashMap<Integer, Integer>();
    for (var event : events) {
      if (event instanceof Event.Began(var choice, var index, _)) {
        assertThat(open.putIfAbsent(choice, index)).as("%s of %s", event, name).isNull();
      } else if (event instanceof Event.Ended(var choice, var index)) {
        assertThat(open.remove(choice)).as("%s of %s", event, name).isEqualTo(index);
      }
    }
    if (end.isEmpty()) {
      assertThat(open).isEmpty();
      var reply = Reply.of(events);
      assertThat(Reply.of(reply.events())).isEqualTo(reply);
    }
  }

  @Test
  void aProviderThatDoesNotStreamIsReadToo() {
    String body =
        "{\"id\":\"r\",\"model\":\"m\",\"status\":\"completed\",\"output\":[{\"type\":\"message\","
            + "\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\"}]}]}";
    var reply = Reply.of(PROTOCOL.answer(REQUEST).whole(body.getBytes(UTF_8)));
    assertThat(reply.choices().getFirst().text()).isEqualTo("Hi");
    assertThat(reply.choices().getFirst().stop()).isEqualTo(new Stop.Ended());
  }

  @Test
  void aStreamThatEndsInAFailedResponseIsNoAnswer() {
    String stream =
        "event: response.failed\ndata: {\"type\":\"response.failed\",\"response\":{\"id\":\"r\","
            + "\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"no\"}}}\n\n";
    var events = new ArrayList<Event>();
    assertThat(read(List.of(stream.getBytes(UTF_8)), events)).isNotEmpty();
    assertThat(events).doesNotHaveAnyElementsOfTypes(Event.Closed.class);
  }

  @Test
  void aWholeResponseThatFailedIsNoAnswer() {
    String body = "{\"id\":\"r\",\"status\":\"failed\",\"error\":{\"code\":\"server_error\"}}";
    assertThatThrownBy(() -> PROTOCOL.answer(REQUEST).whole(body.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.failure()).isInstanceOf(Failure.Upstream.class));
  }

  @Test
  void aRefusalOfTheProviderKeepsItsStatus() {
    byte[] body =
        "{\"error\":{\"message\":\"No such model\",\"code\":\"model_not_found\"}}".getBytes(UTF_8);
    assertThat(PROTOCOL.answer(REQUEST).failure(404, Map.of(), body))
        .isInstanceOfSatisfying(
            Failure.Upstream.class, failure -> assertThat(failure.status()).isEqualTo(404));
  }

  /// How it ended; empty if well.
  private static String read(List<byte[]> pieces, List<Event> events) {
    var stream = PROTOCOL.answer(REQUEST).stream();
    try {
      pieces.forEach(piece -> stream.turn(piece, events::add));
      stream.end(events::add);
      return "";
    } catch (Refused refused) {
      return refused.failure() + "\n";
    }
  }
}
