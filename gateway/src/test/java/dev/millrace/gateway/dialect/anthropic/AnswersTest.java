package dev.millrace.gateway.dialect.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.ErrorBody;
import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.dialect.sse.FrameWriter;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class AnswersTest {
  private static final Golden ANSWERS = Golden.in("dialect/anthropic/answers");
  private static final Usage USAGE = new Usage(9, 4, 5, 2, Usage.Origin.EXACT);

  /// An answer that shows a part of the protocol.
  record Sample(String name, Reply reply) {
    static Sample of(String name, Stop stop, Part... parts) {
      var pieces = Stream.of(parts).map(part -> new Reply.Piece(part, List.of())).toList();
      return new Sample(
          name, new Reply("up", "its-name", List.of(new Reply.Choice(0, pieces, stop)), USAGE));
    }
  }

  private static final Sample PLAIN = Sample.of("plain", new Stop.Ended(), new Part.Text("Oslo."));
  private static final Sample THOUGHT =
      Sample.of(
          "thought",
          new Stop.Ended(),
          new Part.Thought("Hm \"so\"."),
          new Part.Withheld(new Part.Signature("anthropic", "data")),
          new Part.Text("Oslo."));

  static List<Sample> samples() {
    return List.of(
        PLAIN,
        THOUGHT,
        Sample.of("empty", new Stop.Length(), new Part.Text("")),
        Sample.of("stopped", new Stop.Matched("###"), new Part.Text("a")),
        Sample.of("refused", new Stop.Ended(), new Part.Refusal("I will not.")),
        Sample.of("filtered", new Stop.Filtered()),
        Sample.of("window", new Stop.Window(), new Part.Text("a")),
        Sample.of(
            "tool_calls",
            new Stop.Ended(),
            new Part.Text("I look."),
            new Part.ToolCall("call_1", "f", "{\"a\":1}"),
            new Part.ToolCall("", "g", "")),
        Sample.of("cut_call", new Stop.Length(), new Part.ToolCall("call_1", "f", "{\"a\":")));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anAnswerIsWrittenWhole(Sample sample) {
    ANSWERS.checkJson(
        sample.name() + ".json", Replies.write(sample.reply(), Samples.NAMING, Samples.wire(true)));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anAnswerIsWrittenAsAStream(Sample sample) {
    ANSWERS.check(
        sample.name() + ".events.txt", shown(Samples.frames(sample.reply().events(), true)));
  }

  @Test
  void thoughtsThatAreOmittedLeaveTheirSignature() {
    ANSWERS.check("omitted.events.txt", shown(Samples.frames(THOUGHT.reply().events(), false)));
  }

  @Test
  void whatIsKnownOfThePromptIsToldAtTheStart() {
    var told = new Usage(30, 20, 0, 0, Usage.Origin.EXACT);
    List<Event> events =
        List.of(
            new Event.Opened("up", "m"),
            new Event.Metered(told),
            new Event.Began(0, 0, new Part.ToolCall("a", "f", "")));
    assertThat(Samples.frames(events, true).getFirst().data())
        .contains("\"input_tokens\":10,", "\"cache_read_input_tokens\":20,");
  }

  @Test
  void aPromptThatNobodyHasCountedIsEstimated() {
    assertThat(Samples.frames(PLAIN.reply().events(), true).getFirst().data())
        .contains("\"input_tokens\":7,");
  }

  @Test
  void aCallThatWaitsIsTakenUpWhereItIs() {
    List<Event> events =
        List.of(
            new Event.Opened("up", "m"),
            new Event.Began(0, 0, new Part.ToolCall("a", "f", "")),
            new Event.Began(0, 1, new Part.ToolCall("b", "g", "")),
            new Event.Grew(0, 1, "{\"b\"", List.of()),
            new Event.Grew(0, 0, "{\"a\":1}", List.of()),
            new Event.Ended(0, 0),
            new Event.Grew(0, 1, ":2}", List.of()),
            new Event.Ended(0, 1),
            new Event.Stopped(0, new Stop.ToolCalls()),
            new Event.Metered(USAGE),
            new Event.Closed());
    ANSWERS.check("interleaved.events.txt", shown(Samples.frames(events, true)));
  }

  @Test
  void aStreamThatFailsEndsInAnErrorAndNotInAStop() {
    var frames = new ArrayList<Frame>();
    var writer = writer();
    PLAIN.reply().events().subList(0, 3).forEach(event -> writer.turn(event, frames::add));
    writer.fail(broken(), frames::add);
    ANSWERS.check("failed.events.txt", shown(frames));
  }

  @Test
  void aStreamThatFailsBeforeItsFirstWordIsAnErrorAlone() {
    var frames = new ArrayList<Frame>();
    writer().fail(broken(), frames::add);
    assertThat(frames).singleElement().extracting(Frame::event).isEqualTo("error");
  }

  @Test
  void aSurfaceWithErrorsOfItsOwnHasThemInStreams() {
    var frames = new ArrayList<Frame>();
    var own = new ErrorBody(502, Map.of(), "{\"type\":\"error\"}".getBytes(UTF_8));
    var plain = broken();
    writer()
        .fail(
            new StreamWriter.Broken(
                plain.failure(), plain.requestId(), plain.usage(), Optional.of(own)),
            frames::add);
    assertThat(frames).containsExactly(new Frame("error", "{\"type\":\"error\"}"));
  }

  @Test
  void silenceIsFilledWithPings() {
    assertThat(new String(writer().alive(), UTF_8))
        .isEqualTo("event: ping\ndata: {\"type\":\"ping\"}\n\n");
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void agentsGoOnOnlyWithCallsThatAreWhole(Stop stop, String reason) {
    var reply = Sample.of("called", stop, new Part.ToolCall("a", "f", "{}")).reply();
    assertThat(written(reply))
        .contains("\"stop_reason\":\"" + reason + "\",\"stop_sequence\":null");
  }

  static List<Arguments> reasons() {
    return List.of(
        Arguments.of(new Stop.Ended(), "tool_use"),
        Arguments.of(new Stop.ToolCalls(), "tool_use"),
        Arguments.of(new Stop.Matched("x"), "tool_use"),
        Arguments.of(new Stop.Length(), "max_tokens"),
        Arguments.of(new Stop.Window(), "model_context_window_exceeded"),
        Arguments.of(new Stop.Filtered(), "refusal"));
  }

  @Test
  void whoCallsNothingIsNotWaitedFor() {
    var reply = Sample.of("idle", new Stop.ToolCalls(), new Part.Text("a")).reply();
    assertThat(written(reply)).contains("\"stop_reason\":\"end_turn\"");
  }

  @Test
  void whatASurfaceAddsStandsInTheMessage() {
    var members = Map.<String, Json>of("episode_id", new Json.Text("e"));
    var plain = Samples.NAMING;
    var naming = new Naming("msg_1", "m", plain.created(), plain.style(), members);
    byte[] body = Replies.write(PLAIN.reply(), naming, Samples.wire(true));
    assertThat(new String(body, UTF_8)).contains("\"episode_id\":\"e\"");
  }

  private static String written(Reply reply) {
    return new String(Replies.write(reply, Samples.NAMING, Samples.wire(true)), UTF_8);
  }

  private static StreamWriter writer() {
    return new ToFrames(Samples.NAMING, Samples.wire(true), Samples.REQUEST);
  }

  private static StreamWriter.Broken broken() {
    return new StreamWriter.Broken(
        new Failure.Truncated("somebody", "it hung up"),
        "req_1",
        new Usage(3, 0, 1, 0, Usage.Origin.ESTIMATED));
  }

  private static String shown(List<Frame> frames) {
    return frames.stream()
        .map(frame -> new String(FrameWriter.bytes(frame), UTF_8))
        .collect(Collectors.joining());
  }
}
