package dev.millrace.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.model.Cache;
import dev.millrace.engine.sample.Preferences;
import dev.millrace.engine.speech.Speech;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Detail;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Sampling;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Upstream;
import dev.millrace.llm.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DeskTest {
  private static final int MANY = 100;

  private final List<Desk.Waiting> queue = new ArrayList<>();
  private ScriptedForward model = new ScriptedForward(1000, DeskTest::alphabet);

  /// Says the letters after the last one, and ends after z.
  private static int alphabet(List<Integer> seen) {
    return seen.getLast() == 'z' ? Letters.END : seen.getLast() + 1;
  }

  @Test
  void anAnswerIsToldTokenByToken() {
    var listener = new Listener();
    Desk desk = desk(MANY, MANY);
    submit(listener, order("x", 10, 1));
    finish(desk);
    assertThat(listener.events)
        .containsExactly(
            new Event.Opened("id", "m"),
            new Event.Metered(new Usage(1, 0, 0, 0, Usage.Origin.EXACT)),
            new Event.Began(0, 0, new Part.Text("")),
            new Event.Grew(0, 0, "y", List.of()),
            new Event.Grew(0, 0, "z", List.of()),
            new Event.Ended(0, 0),
            new Event.Stopped(0, new Stop.Ended()),
            new Event.Metered(new Usage(1, 0, 3, 0, Usage.Origin.EXACT)),
            new Event.Closed());
  }

  @Test
  void anAnswerStopsAtItsLimit() {
    var listener = new Listener();
    submit(listener, order("a", 5, 1));
    finish(desk(MANY, MANY));
    assertThat(listener.text()).isEqualTo("bcdef");
    assertThat(listener.reply().choices().getFirst().stop()).isEqualTo(new Stop.Length());
  }

  @Test
  void answersAreComputedTogether() {
    var first = new Listener();
    var second = new Listener();
    Desk desk = desk(MANY, MANY);
    submit(first, order("a", 20, 1));
    turn(desk);
    submit(second, order("b", 3, 1));
    finish(desk);
    assertThat(model.batches.get(1)).containsExactly(1, 1);
    assertThat(first.text()).isEqualTo("bcdefghijklmnopqrstu");
    assertThat(second.text()).isEqualTo("cde");
  }

  @Test
  void aLongPromptDoesNotKeepOthersWaiting() {
    var talking = new Listener();
    Desk desk = desk(MANY, MANY);
    submit(talking, order("a", 20, 1));
    turn(desk);
    submit(new Listener(), order("x".repeat(500), 1, 1));
    submit(new Listener(), order("x".repeat(500), 1, 1));
    turn(desk);
    List<Integer> batch = model.batches.getLast();
    assertThat(batch.getFirst()).isEqualTo(1);
    assertThat(batch).hasSize(3);
    assertThat(batch.get(1)).isEqualTo(batch.get(2)).isLessThan(100);
    assertThat(talking.text()).isEqualTo("bc");
  }

  @Test
  void severalChoicesShareTheirPrompt() {
    var listener = new Listener();
    submit(listener, order("x".repeat(40) + "a", 3, 4));
    finish(desk(MANY, MANY));
    Reply reply = listener.reply();
    assertThat(reply.choices()).hasSize(4).extracting(Reply.Choice::text).containsOnly("bcd");
    assertThat(reply.usage()).isEqualTo(new Usage(41, 0, 12, 0, Usage.Origin.EXACT));
    assertThat(model.ran()).isEqualTo(41 + 4 * 2);
  }

  @Test
  void aReaderWhoLeavesIsNotComputedAnyMore() {
    var leaving = new Listener();
    Desk desk = desk(MANY, MANY);
    Ticket ticket = submit(leaving, order("x".repeat(900), 5, 1));
    turn(desk);
    int before = model.ran();
    assertThat(before).isBetween(1, 899);
    ticket.cancel();
    assertThat(desk.step()).isFalse();
    assertThat(model.ran()).isEqualTo(before);
    assertThat(leaving.failures).isEmpty();
  }

  @Test
  void aPausedReaderIsToldNothingAndMissesNothing() {
    var paused = new Listener();
    var other = new Listener();
    Desk desk = desk(MANY, MANY);
    Ticket ticket = submit(paused, order("a", 10, 1));
    submit(other, order("a", 10, 1));
    turn(desk);
    ticket.pause();
    finish(desk);
    assertThat(paused.text()).isEqualTo("b");
    assertThat(other.closed()).isTrue();
    ticket.resume();
    finish(desk);
    assertThat(paused.text()).isEqualTo("bcdefghijk");
    assertThat(paused.closed()).isTrue();
  }

  @Test
  void memoryThatIsShortIsTakenFromTheYoungestWhoLosesNothing() {
    model = new ScriptedForward(5 * Cache.PAGE, seen -> 'a' + seen.size() % 26);
    Desk desk = desk(5, MANY);
    var listeners = IntStream.range(0, 4).mapToObj(_ -> new Listener()).toList();
    listeners.forEach(listener -> submit(listener, order("p".repeat(30), 200, 1)));
    finish(desk);
    String expected =
        IntStream.range(30, 230)
            .mapToObj(at -> String.valueOf((char) ('a' + at % 26)))
            .collect(Collectors.joining());
    assertThat(listeners)
        .allSatisfy(listener -> {
          assertThat(listener.text()).isEqualTo(expected);
          assertThat(listener.reply().usage().output()).isEqualTo(200);
        });
  }

  @Test
  void whoeverPausesForEverBlocksNobody() {
    Desk desk = desk(5, 2);
    List<Listener> resting = new ArrayList<>();
    for (int at = 0; at < 3; at++) {
      var listener = new Listener();
      resting.add(listener);
      Ticket ticket = submit(listener, order("x".repeat(250) + "a", 9, 1));
      while (listener.text().isEmpty()) {
        turn(desk);
      }
      ticket.pause();
    }
    var other = new Listener();
    submit(other, order("x".repeat(250) + "a", 9, 1));
    finish(desk);
    assertThat(other.text()).isEqualTo("bcdefghij");
    assertThat(resting).extracting(Listener::text).containsOnly("b");
  }

  @Test
  void aBugEndsWhomItConcernsAndNobodyElse() {
    var broken = new Listener();
    Desk desk = desk(MANY, MANY);
    submit(broken, order("a", 10, 1));
    turn(desk);
    model.breakOnce();
    turn(desk);
    assertThat(broken.failures).hasSize(1).first().isInstanceOf(Failure.Internal.class);
    var next = new Listener();
    submit(next, order("a", 3, 1));
    finish(desk);
    assertThat(next.text()).isEqualTo("bcd");
    assertThat(broken.text()).isEqualTo("b");
  }

  @Test
  void aReaderWhoThrowsHarmsOnlyHimself() {
    var fine = new Listener();
    Desk desk = desk(MANY, MANY);
    var ticket =
        new Ticket(
            new Upstream.Sink() {
              @Override
              public void on(Event event) {
                throw new IllegalStateException("on purpose");
              }

              @Override
              public void failed(Failure failure) {
                throw new IllegalStateException("on purpose");
              }
            },
            () -> {});
    queue.add(new Desk.Waiting(ticket, order("a", 3, 1)));
    submit(fine, order("a", 3, 1));
    finish(desk);
    assertThat(fine.text()).isEqualTo("bcd");
  }

  @Test
  void onlySoManyRunAtOnceAndTheRestInTheirTurn() {
    Desk desk = desk(MANY, 2);
    var listeners = IntStream.range(0, 5).mapToObj(_ -> new Listener()).toList();
    listeners.forEach(listener -> submit(listener, order("a", 4, 1)));
    turn(desk);
    assertThat(queue).hasSize(3);
    finish(desk);
    assertThat(listeners).allMatch(Listener::closed);
    assertThat(model.batches).allMatch(batch -> batch.size() <= 2);
  }

  @Test
  void whoLeavesTheQueueIsForgotten() {
    Desk desk = desk(MANY, 1);
    submit(new Listener(), order("a", 4, 1));
    Ticket leaving = submit(new Listener(), order("a", 4, 1));
    turn(desk);
    leaving.cancel();
    finish(desk);
    assertThat(queue).isEmpty();
    assertThat(model.ran()).isEqualTo(4);
  }

  private Desk desk(int pages, int running) {
    var limits = new Limits(1000, pages * 1000L, running, MANY).fitting(model);
    var wording = new Wording(Letters.with(List.of()), Set.of(Letters.END));
    return new Desk(model, wording, limits, () -> 0);
  }

  private Ticket submit(Listener listener, Order order) {
    var ticket = new Ticket(listener, () -> {});
    queue.add(new Desk.Waiting(ticket, order));
    return ticket;
  }

  private boolean turn(Desk desk) {
    desk.admit(queue.iterator(), () -> {});
    return desk.step();
  }

  private void finish(Desk desk) {
    int turns = 0;
    while (turn(desk)) {
      assertThat(++turns).isLessThan(100_000);
    }
  }

  private static Order order(String prompt, int tokens, int choices) {
    var preferences = Preferences.NEUTRAL.with(Sampling.greedy());
    return new Order(
        "id",
        "m",
        prompt.chars().toArray(),
        preferences,
        1,
        new Bounds(OptionalInt.of(tokens), List.of(), choices),
        Detail.none(),
        Optional.empty(),
        Speech.plain());
  }
}
