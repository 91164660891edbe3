package dev.millrace.gateway.dialect.openai.completions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Echo;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Stop;
import dev.millrace.llm.TokenLogprob;
import dev.millrace.llm.TokenLogprob.Candidate;
import dev.millrace.llm.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AnswersTest {
  private static final Golden ANSWERS = Golden.in("dialect/openai/completions/answers");
  private static final Naming NAMING =
      new Naming("cmpl-1", "m", Instant.ofEpochSecond(1_700_000_000));
  private static final Usage USAGE = new Usage(9, 4, 5, 0, Usage.Origin.EXACT);
  private static final Shape PLAIN = new Shape(1, 1, false, false, false);
  private static final Shape ALL = new Shape(1, 1, true, true, true);

  /// An answer that shows a part of the protocol.
  record Sample(String name, Shape shape, Reply reply) {
    static Sample of(String name, Shape shape, Reply.Choice... choices) {
      return new Sample(name, shape, new Reply("upstream", "its-name", List.of(choices), USAGE));
    }
  }

  static List<Sample> samples() {
    return List.of(
        Sample.of("plain", PLAIN, choice(0, new Stop.Ended(), "Oslo.")),
        Sample.of("nothing", PLAIN, new Reply.Choice(0, List.of(), new Stop.Length())),
        Sample.of(
            "several",
            PLAIN,
            choice(0, new Stop.Matched("###"), "a"),
            choice(1, new Stop.MatchedToken(7), "b"),
            choice(2, new Stop.Length(), "c")),
        Sample.of("everything", ALL, everything()),
        Sample.of("ids", new Shape(1, 1, false, false, true), everything()),
        Sample.of("echo", new Shape(1, 1, true, false, false), everything()),
        Sample.of("logprobs", new Shape(1, 1, false, true, false), everything()));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anAnswerIsWrittenWhole(Sample sample) {
    ANSWERS.checkJson(
        sample.name() + ".json", Replies.write(sample.reply(), NAMING, sample.shape()));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anAnswerIsWrittenAsAStream(Sample sample) {
    ANSWERS.check(
        sample.name() + ".chunks.txt",
        frames(sample.reply().events(), sample.shape()).stream()
            .map(frame -> frame.data() + "\n")
            .collect(Collectors.joining()));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aStreamSaysWhatTheWholeAnswerSays(Sample sample) {
    var whole = object(Replies.write(sample.reply(), NAMING, sample.shape()));
    var text = new StringBuilder();
    for (var frame : frames(sample.reply().events(), sample.shape())) {
      if (!frame.data().startsWith("{")) {
        continue;
      }
      for (var choice : choices(object(frame.data().getBytes(StandardCharsets.UTF_8)))) {
        text.append(((Json.Text) choice.get("text").orElseThrow()).value());
      }
    }
    assertThat(text.toString())
        .isEqualTo(
            choices(whole).stream()
                .map(choice -> ((Json.Text) choice.get("text").orElseThrow()).value())
                .collect(Collectors.joining()));
  }

  @Test
  void aStreamThatFailsEndsInAnErrorAndNotInDone() {
    var frames = new ArrayList<Frame>();
    var writer = new ToFrames(NAMING, PLAIN, false, () -> 0);
    writer.turn(new Event.Opened("a", "b"), frames::add);
    writer.turn(new Event.Grew(0, 0, "Os", List.of()), frames::add);
    writer.fail(
        new StreamWriter.Broken(
            new Failure.Truncated("somebody", "it hung up"),
            "req_1",
            new Usage(3, 0, 1, 0, Usage.Origin.ESTIMATED)),
        frames::add);
    assertThat(frames).hasSize(3);
    assertThat(frames.get(1).data()).contains("\"completion_tokens\":1");
    assertThat(frames.getLast().data()).contains("\"error\"", "it hung up");
  }

  @Test
  void theBestAnswersToEachPromptAreThoseWithTheLikeliestTokens() {
    var shape = new Shape(1, 3, false, false, false);
    var reply =
        new Reply(
            "a",
            "b",
            List.of(
                likely(0, "worse", -2, -2),
                likely(1, "long but best", -1, -1, -1, -1),
                likely(2, "worst", -9),
                likely(3, "best", 0),
                likely(4, "none"),
                likely(5, "other", -1)),
            USAGE);
    var choices = choices(object(Replies.write(reply, NAMING, shape)));
    assertThat(choices)
        .extracting(choice -> choice.get("text").orElseThrow())
        .containsExactly(new Json.Text("long but best"), new Json.Text("best"));
    assertThat(choices)
        .extracting(choice -> choice.get("index").orElseThrow())
        .containsExactly(Json.Numeral.of(0), Json.Numeral.of(1));
    assertThat(choices)
        .allMatch(choice -> choice.get("logprobs").orElseThrow() instanceof Json.Null);
  }

  @Test
  void aTokenIsSpelledByItsBytesOnlyWhenTheyAreNoText() {
    assertThat(Spelling.of(new Candidate("é", List.of(0xC3, 0xA9), 0))).isEqualTo("é");
    assertThat(Spelling.of(new Candidate("\uFFFD", List.of(), 0))).isEqualTo("\uFFFD");
    assertThat(Spelling.of(new Candidate(" \uFFFD", List.of(0x20, 0xE2, 0x80), 0)))
        .isEqualTo("bytes: \\xe2\\x80");
  }

  @Test
  void tokensThatShareACharacterStandAtItsPlace() {
    var place = new Place();
    assertThat(place.pass(new Candidate("ab", List.of(), 0))).isZero();
    assertThat(place.pass(new Candidate("\uFFFD", List.of(0xF0, 0x9F), 0))).isEqualTo(2);
    assertThat(place.pass(new Candidate("\uFFFD", List.of(0x98, 0x80), 0))).isEqualTo(2);
    assertThat(place.pass(new Candidate("c", List.of(99), 0))).isEqualTo(3);
    assertThat(place.pass(new Candidate("", List.of(), 0))).isEqualTo(4);
  }

  private static List<Frame> frames(List<Event> events, Shape shape) {
    var frames = new ArrayList<Frame>();
    var writer = new ToFrames(NAMING, shape, false, () -> 0);
    events.forEach(event -> writer.turn(event, frames::add));
    return frames;
  }

  private static Json.Fields object(byte[] json) {
    return JsonReader.readObject(json);
  }

  private static List<Json.Fields> choices(Json.Fields answer) {
    return ((Json.Items) answer.get("choices").orElseThrow())
        .values().stream().map(Json.Fields.class::cast).toList();
  }

  /// The prompt `<s>hé`, of which the first token has three bytes, and half a character in the
  /// answer.
  private static Reply.Choice everything() {
    var echo =
        new Echo(
            "<s>hé",
            List.of(1, 5, 6),
            List.of(token("h", -1.5, 104), token("é", -0.5, 0xC3, 0xA9)));
    var half = token("\uFFFD", -0.25, 0xC3);
    var logprobs =
        List.of(
            new TokenLogprob(half.chosen(), List.of(half.chosen(), candidate("e", -1.5, 101))),
            new TokenLogprob(candidate("\uFFFD", -3, 0xB8), List.of(candidate("x", -0.1, 120))),
            token("!", Double.NEGATIVE_INFINITY, 33));
    var piece = new Reply.Piece(new Part.Text("ø!"), logprobs);
    return new Reply.Choice(
        0, List.of(piece), new Stop.Ended(), Optional.of(echo), List.of(8, 9, 10));
  }

  private static Reply.Choice choice(int index, Stop stop, String text) {
    return new Reply.Choice(index, List.of(new Reply.Piece(new Part.Text(text), List.of())), stop);
  }

  private static Reply.Choice likely(int index, String text, double... logprobs) {
    var tokens = new ArrayList<TokenLogprob>();
    for (double logprob : logprobs) {
      tokens.add(token("x", logprob, 120));
    }
    var piece = new Reply.Piece(new Part.Text(text), tokens);
    return new Reply.Choice(index, List.of(piece), new Stop.Ended());
  }

  private static TokenLogprob token(String text, double logprob, Integer... bytes) {
    return new TokenLogprob(candidate(text, logprob, bytes), List.of());
  }

  private static Candidate candidate(String text, double logprob, Integer... bytes) {
    return new Candidate(text, List.of(bytes), logprob);
  }
}
