package dev.millrace.gateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.llm.Event;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Stop;
import dev.millrace.llm.TokenLogprob;
import dev.millrace.llm.TokenLogprob.Candidate;
import dev.millrace.llm.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class InlineThinkingTest {
  private static final Usage USAGE = new Usage(9, 4, 5, 2, Usage.Origin.EXACT);
  private static final Part CALL = new Part.ToolCall("c", "f", "{}");

  /// What an answer consists of, before and after.
  record Case(List<Part> before, List<Part> after) {}

  static Stream<Case> cases() {
    return Stream.of(
        new Case(List.of(), List.of()),
        new Case(List.of(text("a")), List.of(text("a"))),
        new Case(List.of(text("a"), text("b")), List.of(text("a"), text("b"))),
        new Case(List.of(thought("h"), text("a")), List.of(text("<think>h</think>a"))),
        new Case(List.of(thought("h")), List.of(text("<think>h</think>"))),
        new Case(List.of(thought("")), List.of(text("<think></think>"))),
        new Case(
            List.of(thought("h"), thought("i"), text("a"), text("b")),
            List.of(text("<think>h</think><think>i</think>a"), text("b"))),
        new Case(List.of(thought("h"), CALL), List.of(text("<think>h</think>"), CALL)),
        new Case(
            List.of(text("a"), thought("h"), text("b"), CALL, CALL),
            List.of(text("a"), text("<think>h</think>b"), CALL, CALL)),
        new Case(
            List.of(thought("h"), new Part.Refusal("no"), text("a")),
            List.of(text("<think>h</think>"), new Part.Refusal("no"), text("a"))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aThoughtStandsAtTheHeadOfWhatFollows(Case one) {
    assertThat(InlineThinking.of(reply(one.before()))).isEqualTo(reply(one.after()));
  }

  @Test
  void choicesDoNotMix() {
    var choices =
        List.of(
            choice(0, List.of(thought("h"), text("a"))), choice(1, List.of(thought("i"), CALL)));
    assertThat(InlineThinking.of(new Reply("x", "m", choices, USAGE)).choices())
        .containsExactly(
            choice(0, List.of(text("<think>h</think>a"))),
            choice(1, List.of(text("<think>i</think>"), CALL)));
  }

  @Test
  void logprobsStayWithTheirWords() {
    var token = new TokenLogprob(new Candidate("a", List.of(97), -0.5), List.of());
    var events = new ArrayList<Event>();
    var thinking = new InlineThinking();
    for (var event :
        List.of(
            new Event.Began(0, 0, thought("")),
            new Event.Grew(0, 0, "h", List.of()),
            new Event.Signed(0, 0, new Part.Signature("somebody", "s")),
            new Event.Ended(0, 0),
            new Event.Began(0, 1, text("")),
            new Event.Grew(0, 1, "a", List.of(token)),
            new Event.Ended(0, 1))) {
      thinking.turn(event, events::add);
    }
    assertThat(events)
        .containsExactly(
            new Event.Began(0, 0, text("")),
            new Event.Grew(0, 0, "<think>", List.of()),
            new Event.Grew(0, 0, "h", List.of()),
            new Event.Grew(0, 0, "</think>", List.of()),
            new Event.Grew(0, 0, "a", List.of(token)),
            new Event.Ended(0, 0));
  }

  private static Reply reply(List<Part> parts) {
    return new Reply("x", "m", List.of(choice(0, parts)), USAGE);
  }

  private static Reply.Choice choice(int index, List<Part> parts) {
    var pieces = parts.stream().map(part -> new Reply.Piece(part, List.of())).toList();
    return new Reply.Choice(index, pieces, new Stop.Ended(), Optional.empty(), List.of());
  }

  private static Part text(String words) {
    return new Part.Text(words);
  }

  private static Part thought(String words) {
    return new Part.Thought(words);
  }
}
