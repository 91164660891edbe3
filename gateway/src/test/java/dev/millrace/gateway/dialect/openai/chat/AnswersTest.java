package dev.millrace.gateway.dialect.openai.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.dialect.sse.FrameReader;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.llm.Echo;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Stop;
import dev.millrace.llm.TokenLogprob;
import dev.millrace.llm.TokenLogprob.Candidate;
import dev.millrace.llm.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AnswersTest {
  private static final Golden ANSWERS = Golden.in("dialect/openai/chat/answers");
  private static final Golden UPSTREAM = Golden.in("dialect/openai/chat/upstream");
  private static final Usage USAGE = new Usage(9, 4, 5, 2, Usage.Origin.EXACT);

  /// An answer that shows a part of the protocol.
  record Sample(String name, Reply reply) {
    static Sample of(String name, Reply.Choice... choices) {
      return new Sample(name, new Reply("from-upstream", "its-name", List.of(choices), USAGE));
    }
  }

  static List<Sample> samples() {
    return List.of(
        Sample.of("plain", choice(0, new Stop.Ended(), text("Oslo."))),
        Sample.of("empty", choice(0, new Stop.Length())),
        Sample.of(
            "two_choices",
            choice(0, new Stop.Matched("###"), text("a")),
            choice(1, new Stop.Filtered(), text("b"))),
        Sample.of(
            "tokens",
            new Reply.Choice(
                0,
                List.of(text("Oslo.")),
                new Stop.MatchedToken(7),
                Optional.of(new Echo("Norway?", List.of(1, 2), List.of())),
                List.of(3, 4))),
        Sample.of(
            "thought",
            choice(
                0,
                new Stop.Ended(),
                new Reply.Piece(new Part.Thought("Hm \"so\"."), List.of()),
                text("Oslo."))),
        Sample.of(
            "logprobs",
            choice(0, new Stop.Ended(), new Reply.Piece(new Part.Text("é"), logprobs()))),
        Sample.of(
            "tool_calls",
            choice(
                0,
                new Stop.ToolCalls(),
                new Reply.Piece(new Part.ToolCall("call_1", "f", "{\"a\":1}"), List.of()),
                new Reply.Piece(new Part.ToolCall("call_2", "g", ""), List.of()))));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anAnswerIsWrittenWhole(Sample sample) {
    ANSWERS.checkJson(sample.name() + ".json", Replies.write(sample.reply(), Samples.NAMING));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anAnswerIsWrittenAsAStream(Sample sample) {
    var frames = new ArrayList<Frame>();
    var writer = new ToFrames(Samples.NAMING);
    sample.reply().events().forEach(event -> writer.turn(event, frames::add));
    ANSWERS.check(sample.name() + ".chunks.txt", lines(frames.stream().map(Frame::data)));
  }

  @Test
  void aStreamThatFailsEndsInAnErrorAndNotInDone() {
    var frames = new ArrayList<Frame>();
    var writer = new ToFrames(Samples.NAMING);
    samples()
        .getFirst()
        .reply()
        .events()
        .subList(0, 3)
        .forEach(event -> writer.turn(event, frames::add));
    writer.fail(
        new StreamWriter.Broken(
            new Failure.Truncated("somebody", "it hung up"),
            "req_1",
            new Usage(3, 0, 1, 0, Usage.Origin.ESTIMATED)),
        frames::add);
    ANSWERS.check("failed.chunks.txt", lines(frames.stream().map(Frame::data)));
  }

  @Test
  void aTokenThatCannotComeHasTheLogprobThatOpenAiGivesIt() {
    var never = new Candidate("x", List.of(120), Double.NEGATIVE_INFINITY);
    var piece = new Reply.Piece(new Part.Text("x"), List.of(new TokenLogprob(never, List.of())));
    var reply = new Reply("a", "m", List.of(choice(0, new Stop.Ended(), piece)), USAGE);
    assertThat(new String(Replies.write(reply, Samples.NAMING), UTF_8))
        .contains("\"logprob\":-9999,");
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void whatAProviderStreamsIsUnderstood(String name) {
    UPSTREAM.check(name + ".events.txt", told(UPSTREAM.bytes(name + ".sse")));
  }

  static List<String> recordings() {
    return UPSTREAM.names(".sse");
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void whatAProviderAnswersWholeIsUnderstood(String name) {
    String told;
    try {
      told =
          lines(
              Replies.read(UPSTREAM.bytes(name + ".json"), Samples.PROVIDER, 7).stream()
                  .map(Event::toString));
    } catch (Refused refused) {
      told = lines(Stream.of("Refused " + refused.failure()));
    }
    UPSTREAM.check(name + ".events.txt", told);
  }

  static List<String> bodies() {
    return UPSTREAM.names(".json");
  }

  @Test
  void afterAFailureNothingMoreIsTold() {
    var events = new ArrayList<Event>();
    var reader = new FromFrames(Samples.PROVIDER, 0);
    assertThatThrownBy(() -> reader.turn(Frame.of("not JSON"), events::add))
        .isInstanceOf(Refused.class);
    reader.turn(Frame.of("{\"choices\":[]}"), events::add);
    reader.end(events::add);
    assertThat(events).isEmpty();
  }

  private static String told(byte[] stream) {
    var told = new ArrayList<String>();
    var frames = new FrameReader(Samples.PROVIDER, 100_000);
    var reader = new FromFrames(Samples.PROVIDER, 7);
    try {
      frames.turn(stream, frame -> reader.turn(frame, event -> told.add(event.toString())));
      reader.end(event -> told.add(event.toString()));
    } catch (Refused refused) {
      told.add("Refused " + refused.failure());
    }
    return lines(told.stream());
  }

  private static String lines(Stream<String> lines) {
    return lines.map(line -> line.replace("\n", "\\n") + "\n").collect(Collectors.joining());
  }

  private static Reply.Choice choice(int index, Stop stop, Reply.Piece... pieces) {
    return new Reply.Choice(index, List.of(pieces), stop);
  }

  private static Reply.Piece text(String text) {
    return new Reply.Piece(new Part.Text(text), List.of());
  }

  private static List<TokenLogprob> logprobs() {
    var half = new Candidate("\uFFFD", List.of(0xC3), -0.25);
    var rest = new Candidate("\uFFFD", List.of(0xA9), 0);
    var other = new Candidate("e", List.of(101), -1.5);
    return List.of(new TokenLogprob(half, List.of(half, other)), new TokenLogprob(rest, List.of()));
  }
}
