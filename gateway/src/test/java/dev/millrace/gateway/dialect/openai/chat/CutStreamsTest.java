package dev.millrace.gateway.dialect.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.gateway.dialect.Style;
import dev.millrace.gateway.dialect.Style.StreamedUsage;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.dialect.sse.FrameReader;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No stream of a provider that is not whole makes one of ours that looks whole, wherever it ends.
final class CutStreamsTest {
  private static final Golden UPSTREAM = Golden.in("dialect/openai/chat/upstream");
  private static final Usage SO_FAR = new Usage(3, 0, 1, 0, Usage.Origin.ESTIMATED);
  private static final List<Style> STYLES =
      List.of(
          Style.standard(),
          new Style(StreamedUsage.EVERY_CHUNK, true, false, false),
          new Style(StreamedUsage.WITH_FINISH, false, true, false));

  static List<String> recordings() {
    return UPSTREAM.names(".sse");
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void aStreamThatIsCutAnywhereEndsWithAnErrorAndItsUsage(String name) {
    byte[] stream = UPSTREAM.bytes(name + ".sse");
    int checked = -1;
    for (int end = 0; end < stream.length; end++) {
      var events = new ArrayList<Event>();
      boolean whole = read(List.of(Arrays.copyOf(stream, end)), events);
      if (!whole && events.size() != checked) { // the same events are written alike
        checked = events.size();
        assertThat(events).doesNotHaveAnyElementsOfTypes(Event.Closed.class);
        for (var style : STYLES) {
          check(written(events, style), name + " cut at " + end);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void whereAStreamIsDividedDoesNotMatter(String name) {
    byte[] stream = UPSTREAM.bytes(name + ".sse");
    var expected = new ArrayList<Event>();
    read(List.of(stream), expected);
    for (int at = 0; at <= stream.length; at++) {
      var events = new ArrayList<Event>();
      read(
          List.of(Arrays.copyOf(stream, at), Arrays.copyOfRange(stream, at, stream.length)),
          events);
      if (!events.equals(expected)) {
        assertThat(events).as("%s divided at %d", name, at).isEqualTo(expected);
      }
    }
  }

  /// The parts of a choice come one after the other, so that writers of any dialect can follow.
  @ParameterizedTest
  @MethodSource("recordings")
  void noPartBeginsBeforeTheOneBeforeHasEnded(String name) {
    var events = new ArrayList<Event>();
    boolean whole = read(List.of(UPSTREAM.bytes(name + ".sse")), events);
    var open = new HashMap<Integer, Integer>();
    for (var event : events) {
      switch (event) {
        case Event.Began(var choice, var index, _) ->
            assertThat(open.putIfAbsent(choice, index)).as("%s of %s", event, name).isNull();
        case Event.Grew(var choice, var index, _, _) ->
            assertThat(open).as("%s of %s", event, name).containsEntry(choice, index);
        case Event.Ended(var choice, var index) ->
            assertThat(open.remove(choice)).as("%s of %s", event, name).isEqualTo(index);
        case Event.Opened _,
            Event.Prompted _,
            Event.Sampled _,
            Event.Signed _,
            Event.Cited _,
            Event.Stopped _,
            Event.Metered _,
            Event.Closed _ -> {}
      }
    }
    if (whole) {
      assertThat(open).isEmpty();
      assertThat(Reply.of(events).choices()).isNotEmpty();
    }
  }

  /// Whether the stream was whole.
  private static boolean read(List<byte[]> pieces, List<Event> events) {
    var frames = new FrameReader(Samples.PROVIDER, 100_000);
    var reader = new FromFrames(Samples.PROVIDER, 7);
    try {
      pieces.forEach(piece -> frames.turn(piece, frame -> reader.turn(frame, events::add)));
      reader.end(events::add);
      return true;
    } catch (Refused _) {
      return false;
    }
  }

  private static List<Frame> written(List<Event> events, Style style) {
    var naming = new Naming("chatcmpl-1", "m", Instant.EPOCH, style, Map.of());
    var writer = new ToFrames(naming, Manner.usual(), () -> 7);
    var frames = new ArrayList<Frame>();
    events.forEach(event -> writer.turn(event, frames::add));
    var failure = new Failure.Truncated(Samples.PROVIDER, "it hung up");
    writer.fail(new StreamWriter.Broken(failure, "req_1", SO_FAR), frames::add);
    return frames;
  }

  private static void check(List<Frame> frames, String where) {
    var bodies = frames.stream().map(frame -> JsonReader.readObject(frame.data())).toList();
    assertThat(bodies.getLast().get("error")).as(where).isPresent();
    assertThat(bodies.reversed().stream().limit(2).flatMap(body -> body.get("usage").stream()))
        .as(where)
        .anyMatch(Json.Fields.class::isInstance);
  }
}
