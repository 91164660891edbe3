package dev.millrace.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ReplyTest {
  private static final Usage USAGE = new Usage(7, 2, 5, 1, Usage.Origin.EXACT);

  @ParameterizedTest
  @MethodSource("replies")
  void foldingItsEventsGivesTheReplyBack(Reply reply) {
    assertThat(Reply.of(reply.events())).isEqualTo(reply);
  }

  @ParameterizedTest
  @MethodSource("replies")
  void itDoesNotMatterIntoHowManyPiecesTextIsCut(Reply reply) {
    assertThat(Reply.of(cutIntoCharacters(reply.events()))).isEqualTo(reply);
  }

  @ParameterizedTest
  @MethodSource("replies")
  void aStreamThatIsCutAnywhereIsNoReply(Reply reply) {
    List<Event> events = reply.events();
    for (int kept = 0; kept < events.size(); kept++) {
      List<Event> cut = events.subList(0, kept);
      assertThatThrownBy(() -> Reply.of(cut)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void interleavedChoicesAreKeptApart() {
    List<Event> events =
        List.of(
            new Event.Opened("a", "m"),
            new Event.Began(1, 0, new Part.Text("")),
            new Event.Began(0, 0, new Part.Text("")),
            new Event.Grew(1, 0, "one", List.of()),
            new Event.Grew(0, 0, "nought", List.of()),
            new Event.Ended(1, 0),
            new Event.Stopped(1, new Stop.Length()),
            new Event.Ended(0, 0),
            new Event.Stopped(0, new Stop.Ended()),
            new Event.Metered(USAGE),
            new Event.Closed());
    assertThat(Reply.of(events).choices().stream().map(Reply.Choice::text))
        .containsExactly("nought", "one");
  }

  @Test
  void textForAPartThatNeverBeganIsRefused() {
    var fold = new ReplyFold();
    fold.add(new Event.Opened("a", "m"));
    assertThatThrownBy(() -> fold.add(new Event.Grew(0, 0, "x", List.of())))
        .hasMessageContaining("no such part");
  }

  static Stream<Reply> replies() {
    return IntStream.range(0, 200).mapToObj(seed -> reply(new Random(seed)));
  }

  private static Reply reply(Random random) {
    var choices =
        IntStream.rangeClosed(0, random.nextInt(3)).mapToObj(at -> choice(at, random)).toList();
    return new Reply("id" + random.nextInt(9), "model", choices, USAGE);
  }

  private static Reply.Choice choice(int index, Random random) {
    var pieces = IntStream.range(0, random.nextInt(4)).mapToObj(_ -> piece(random)).toList();
    var stops =
        List.of(
            new Stop.Ended(),
            new Stop.Length(),
            new Stop.Matched("###"),
            new Stop.MatchedToken(7),
            new Stop.ToolCalls(),
            new Stop.Filtered());
    var tokens = IntStream.range(0, random.nextInt(3)).boxed().toList();
    var sources = random.nextBoolean() ? List.<Json>of() : List.<Json>of(new Json.Text("there"));
    return new Reply.Choice(
        index, pieces, stops.get(random.nextInt(stops.size())), echo(random), tokens, sources);
  }

  private static Optional<Echo> echo(Random random) {
    return random.nextBoolean()
        ? Optional.empty()
        : Optional.of(new Echo("a prompt", List.of(1, 2), logprobs("prompt")));
  }

  private static final Part.Signature SIGNED = new Part.Signature("maker", "proof");

  private static Reply.Piece piece(Random random) {
    String text = "wörd \uD83D\uDE00 ".repeat(random.nextInt(3));
    return switch (random.nextInt(7)) {
      case 0 -> new Reply.Piece(new Part.Text(text), logprobs(text));
      case 1 -> new Reply.Piece(new Part.Thought(text), List.of());
      case 2 -> new Reply.Piece(new Part.ToolCall("call", "name", text), List.of());
      case 3 -> new Reply.Piece(new Part.Refusal(text), List.of());
      case 4 -> new Reply.Piece(new Part.Thought(text, Optional.of(SIGNED)), List.of());
      case 5 -> new Reply.Piece(new Part.Withheld(SIGNED), List.of());
      default -> new Reply.Piece(new Part.ToolResult("call", text), List.of());
    };
  }

  private static List<TokenLogprob> logprobs(String text) {
    return text.isEmpty()
        ? List.of()
        : List.of(
            new TokenLogprob(new TokenLogprob.Candidate(text, List.of(1, 2), -0.5), List.of()));
  }

  private static List<Event> cutIntoCharacters(List<Event> events) {
    var cut = new ArrayList<Event>();
    for (var event : events) {
      if (event instanceof Event.Grew(var choice, var index, var delta, var logprobs)) {
        delta
            .chars()
            .forEach(c -> cut.add(new Event.Grew(choice, index, "" + (char) c, List.of())));
        cut.add(new Event.Grew(choice, index, "", logprobs));
      } else {
        cut.add(event);
      }
    }
    return cut;
  }
}
