package dev.millrace.gateway.dialect.openai.completions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Asked;
import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.Readings;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Event;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What providers answer in this dialect, the hostile among them.
final class UpstreamTest {
  private static final Golden UPSTREAM = Golden.in("dialect/openai/completions/upstream");
  private static final CompletionsProtocol PROTOCOL = new CompletionsProtocol("somebody");

  private static final Naming NAMING = new Naming("cmpl-1", "m", Instant.EPOCH);

  static List<String> streams() {
    return UPSTREAM.names(".sse");
  }

  @ParameterizedTest
  @MethodSource("streams")
  void aRequestIsAskedAndItsAnswerRead(String name) {
    var events = new ArrayList<Event>();
    String end = read(name, List.of(UPSTREAM.bytes(name + ".sse")), events);
    String written =
        new String(
            PROTOCOL.write(asked(name).requests().getFirst()).body(), StandardCharsets.UTF_8);
    String lines = events.stream().map(event -> event + "\n").collect(Collectors.joining());
    UPSTREAM.check(name + ".events.txt", written + "\n" + lines + end);
  }

  @ParameterizedTest
  @MethodSource("streams")
  void whereAStreamIsDividedDoesNotMatter(String name) {
    byte[] stream = UPSTREAM.bytes(name + ".sse");
    var expected = new ArrayList<Event>();
    String end = read(name, List.of(stream), expected);
    for (int at = 0; at <= stream.length; at += 3) {
      var events = new ArrayList<Event>();
      var pieces =
          List.of(Arrays.copyOf(stream, at), Arrays.copyOfRange(stream, at, stream.length));
      assertThat(read(name, pieces, events)).isEqualTo(end);
      assertThat(events).as("%s divided at %d", name, at).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("streams")
  void aStreamThatIsCutIsNeverWhole(String name) {
    byte[] stream = UPSTREAM.bytes(name + ".sse");
    var all = new ArrayList<Event>();
    read(name, List.of(stream), all);
    for (int end = 0; end < stream.length; end += 3) {
      var events = new ArrayList<Event>();
      if (read(name, List.of(Arrays.copyOf(stream, end)), events).isEmpty()) {
        assertThat(events).as("%s cut at %d", name, end).isEqualTo(all);
      } else {
        assertThat(events).doesNotHaveAnyElementsOfTypes(Event.Closed.class);
      }
    }
  }

  /// What we write of an answer we read as that answer, but for a prompt that we repeat ourselves, and
  /// for the chosen token, which we show among the likeliest.
  @ParameterizedTest
  @MethodSource("streams")
  void whatWeServeWeCanAskFor(String name) {
    var events = new ArrayList<Event>();
    boolean broken = !read(name, List.of(UPSTREAM.bytes(name + ".sse")), events).isEmpty();
    if (broken || name.startsWith("echo") || name.startsWith("logprobs")) {
      return;
    }
    var reply = Reply.of(events);
    assertThat(Reply.of(reply.events())).isEqualTo(reply);
    var asked = asked(name);
    byte[] body = asked.writer().apply(NAMING).whole(reply);
    var again = Reply.of(PROTOCOL.answer(asked.requests().getFirst()).whole(body));
    assertThat(again.choices()).isEqualTo(reply.choices());
  }

  private static Asked asked(String name) {
    var body = JsonReader.readObject(UPSTREAM.bytes(name + ".request.json"));
    return new Completions().read(body, Readings.STRICT);
  }

  /// How it ended; empty if well.
  private static String read(String name, List<byte[]> pieces, List<Event> events) {
    var stream = PROTOCOL.answer(asked(name).requests().getFirst()).stream();
    try {
      pieces.forEach(piece -> stream.turn(piece, events::add));
      stream.end(events::add);
      return "";
    } catch (Refused refused) {
      return refused.failure() + "\n";
    }
  }
}
