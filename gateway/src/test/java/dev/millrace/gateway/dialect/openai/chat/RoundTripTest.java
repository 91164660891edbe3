package dev.millrace.gateway.dialect.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.dialect.sse.FrameReader;
import dev.millrace.gateway.dialect.sse.FrameWriter;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Reply;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RoundTripTest {
  @ParameterizedTest
  @MethodSource("replies")
  void aWholeAnswerIsReadBackAsItWasWritten(Reply reply) {
    byte[] body = Replies.write(reply, Samples.NAMING);
    assertThat(Reply.of(Replies.read(body, Samples.PROVIDER, 0))).isEqualTo(reply);
  }

  @ParameterizedTest
  @MethodSource("replies")
  void aStreamIsReadBackAsItWasWrittenHoweverItsBytesAreCut(Reply reply) {
    byte[] stream = stream(reply);
    for (int size : new int[] {1, 7, stream.length}) {
      assertThat(Reply.of(events(stream, size))).as("pieces of %d", size).isEqualTo(reply);
    }
  }

  @ParameterizedTest
  @MethodSource("fewReplies")
  void aStreamThatIsCutAnywhereIsTruncated(Reply reply) {
    byte[] stream = stream(reply);
    for (int kept = 0; kept < stream.length; kept++) {
      byte[] cut = Arrays.copyOf(stream, kept);
      var seen = new ArrayList<Event>();
      assertThat(failure(cut, seen)).as("cut at %d", kept).isInstanceOf(Failure.Truncated.class);
      assertThat(seen).doesNotContain(new Event.Closed());
    }
  }

  @ParameterizedTest
  @MethodSource("fewReplies")
  void afterItsEndAStreamIsDeaf(Reply reply) {
    byte[] once = stream(reply);
    byte[] twice = Arrays.copyOf(once, 2 * once.length);
    System.arraycopy(once, 0, twice, once.length, once.length);
    assertThat(events(twice, 50)).isEqualTo(events(once, 50));
  }

  static Stream<Reply> replies() {
    return Samples.replies();
  }

  static Stream<Reply> fewReplies() {
    return Samples.replies().limit(4);
  }

  private static byte[] stream(Reply reply) {
    var bytes = new ByteArrayOutputStream();
    var writer = new ToFrames(Samples.NAMING);
    var random = new Random(reply.hashCode());
    cut(reply.events(), random)
        .forEach(event -> writer.turn(event, frame -> bytes.writeBytes(FrameWriter.bytes(frame))));
    return bytes.toByteArray();
  }

  /// Cuts what grows in two, between whole characters, and tells tokens one by one.
  private static List<Event> cut(List<Event> events, Random random) {
    var cut = new ArrayList<Event>();
    for (var event : events) {
      if (event instanceof Event.Grew(var choice, var index, var delta, var logprobs)
          && !delta.isEmpty()) {
        int at =
            delta.offsetByCodePoints(0, random.nextInt(delta.codePointCount(0, delta.length())));
        cut.add(new Event.Grew(choice, index, delta.substring(0, at), List.of()));
        cut.add(new Event.Grew(choice, index, delta.substring(at), logprobs));
      } else if (event instanceof Event.Sampled(var choice, var tokens)) {
        tokens.forEach(token -> cut.add(new Event.Sampled(choice, List.of(token))));
      } else {
        cut.add(event);
      }
    }
    return cut;
  }

  private static List<Event> events(byte[] stream, int size) {
    var events = new ArrayList<Event>();
    read(stream, size, events);
    return events;
  }

  private static Failure failure(byte[] stream, List<Event> seen) {
    try {
      read(stream, stream.length + 1, seen);
    } catch (Refused refused) {
      return refused.failure();
    }
    throw new AssertionError("no failure");
  }

  private static void read(byte[] stream, int size, List<Event> seen) {
    var frames = new FrameReader(Samples.PROVIDER, 1 << 20);
    var reader = new FromFrames(Samples.PROVIDER, 0);
    for (int from = 0; from < stream.length; from += size) {
      byte[] piece = Arrays.copyOfRange(stream, from, Math.min(stream.length, from + size));
      frames.turn(piece, (Frame frame) -> reader.turn(frame, seen::add));
    }
    reader.end(seen::add);
  }
}
