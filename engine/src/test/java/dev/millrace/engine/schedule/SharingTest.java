package dev.millrace.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.model.Cache;
import dev.millrace.llm.Event;
import dev.millrace.llm.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What sequences that begin alike have in common.
final class SharingTest {
  private static final int PAGE = Cache.PAGE;
  private static final int MANY = 100;

  private Rig rig = new Rig(model(), MANY, MANY);

  @Test
  void aPromptThatBeginsLikeAnotherIsNotComputedAgain() {
    String beginning = "s".repeat(3 * PAGE);
    assertThat(usage(rig.answer(Rig.order(beginning + "one", 5, 1)))).isEqualTo(0);
    int before = rig.model.ran();
    var second = rig.answer(Rig.order(beginning + "two!", 5, 1));
    assertThat(usage(second)).isEqualTo(3 * PAGE);
    assertThat(rig.model.ran() - before).isEqualTo(4 + 4);
    assertThat(second.text()).isEqualTo(alone(Rig.order(beginning + "two!", 5, 1)).text());
  }

  @Test
  void theLastTokenOfAPromptIsAlwaysComputed() {
    var order = Rig.order("s".repeat(2 * PAGE), 1, 1);
    rig.answer(order);
    int before = rig.model.ran();
    assertThat(usage(rig.answer(order))).isEqualTo(PAGE);
    assertThat(rig.model.ran() - before).isEqualTo(PAGE);
  }

  @Test
  void anAnswerIsRememberedForTheNextTurn() {
    var first = rig.answer(Rig.order("q".repeat(PAGE), 2 * PAGE, 1));
    String next = "q".repeat(PAGE) + first.text() + "and then?";
    assertThat(usage(rig.answer(Rig.order(next, 1, 1)))).isEqualTo(2 * PAGE);
  }

  @Test
  void aPromptUnderWayIsSharedAsSoonAsItIsComputed() {
    var order = Rig.order("s".repeat(2 * PAGE + 1), 50, 1);
    var first = new Listener();
    rig.submit(first, order);
    while (first.text().isEmpty()) {
      rig.turn();
    }
    var second = new Listener();
    rig.submit(second, order);
    rig.finish();
    assertThat(usage(second)).isEqualTo(2 * PAGE);
    assertThat(second.text()).isEqualTo(first.text());
  }

  @Test
  void aTokenThatDiffersEndsWhatIsShared() {
    rig.answer(Rig.order("s".repeat(3 * PAGE), 1, 1));
    String other = "s".repeat(PAGE + 5) + "t" + "s".repeat(3 * PAGE);
    assertThat(usage(rig.answer(Rig.order(other, 1, 1)))).isEqualTo(PAGE);
    assertThat(usage(rig.answer(Rig.order("t" + "s".repeat(3 * PAGE), 1, 1)))).isZero();
  }

  @Test
  void whatIsKeptMakesWayForWhatIsNeededTheOldestFirst() {
    rig = new Rig(model(), 8, MANY);
    for (String letter : List.of("a", "b", "c", "b")) {
      rig.answer(Rig.order(letter.repeat(2 * PAGE + 1), 1, 1));
    }
    rig.answer(Rig.order("d".repeat(3 * PAGE + 1), 1, 1));
    assertThat(rig.model.mostHeld).isLessThanOrEqualTo(8);
    assertThat(usage(rig.answer(Rig.order("b".repeat(2 * PAGE + 1), 1, 1)))).isEqualTo(2 * PAGE);
    assertThat(usage(rig.answer(Rig.order("a".repeat(2 * PAGE + 1), 1, 1)))).isZero();
  }

  @Test
  void sharedMemoryIsCountedOnce() {
    rig = new Rig(model(), 17, MANY);
    var order = Rig.order("s".repeat(8 * PAGE), 20, 1);
    rig.answer(order);
    rig.model.batches.clear();
    var listeners = IntStream.range(0, 3).mapToObj(_ -> new Listener()).toList();
    listeners.forEach(listener -> rig.submit(listener, order));
    rig.finish();
    assertThat(listeners).allMatch(Listener::closed);
    assertThat(rig.model.batches).contains(List.of(1, 1, 1));
    assertThat(rig.model.mostHeld).isLessThanOrEqualTo(17);
  }

  @Test
  void choicesRunSideBySide() {
    var listener = rig.answer(Rig.order("x".repeat(PAGE + 3), 4, 3));
    assertThat(rig.model.batches).contains(List.of(1, 1, 1));
    var told = listener.events.stream().filter(Event.Grew.class::isInstance).toList();
    assertThat(told)
        .extracting(event -> ((Event.Grew) event).choice())
        .startsWith(0, 1, 2, 0, 1, 2);
    assertThat(listener.reply().usage().input()).isEqualTo(PAGE + 3);
    assertThat(listener.reply().usage().output()).isEqualTo(12);
  }

  @Test
  void moreChoicesThanRunAtOnceTakeTurns() {
    rig = new Rig(model(), MANY, 4);
    var listener = rig.answer(Rig.order("x".repeat(PAGE + 3), 4, 11));
    assertThat(rig.model.batches).allMatch(batch -> batch.size() <= 4);
    assertThat(listener.reply().choices())
        .hasSize(11)
        .extracting(Reply.Choice::text)
        .containsOnly(alone(Rig.order("x".repeat(PAGE + 3), 4, 1)).text());
    assertThat(listener.reply().usage().cachedInput()).isZero();
  }

  @Test
  void manyChoicesDoNotKeepOthersOut() {
    rig = new Rig(model(), MANY, 2);
    var many = new Listener();
    rig.submit(many, Rig.order("x", 5, 50));
    rig.turn();
    var other = new Listener();
    rig.submit(other, Rig.order("y", 5, 1));
    while (!other.closed()) {
      rig.turn();
    }
    assertThat(many.closed()).isFalse();
    rig.finish();
    assertThat(many.reply().choices()).hasSize(50);
  }

  @Test
  void cancellingEndsAllChoicesAndFreesTheirMemory() {
    var listener = new Listener();
    var ticket = rig.submit(listener, Rig.order("x".repeat(5), 500, 4));
    rig.turn();
    rig.turn();
    assertThat(rig.model.heldPages()).isEqualTo(4);
    ticket.cancel();
    rig.finish();
    assertThat(rig.model.heldPages()).isZero();
  }

  /// However requests come and go, rest and leave, in whatever memory: each hears what it would have heard alone.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void everyAnswerIsWhatItWouldBeAlone(long seed) {
    var random = new Random(seed);
    int pages = 16 + random.nextInt(20);
    rig = new Rig(model(), pages, 1 + random.nextInt(6));
    var orders = new ArrayList<Order>();
    var listeners = new ArrayList<Listener>();
    var tickets = new ArrayList<Ticket>();
    for (int at = 0; at < 40; at++) {
      orders.add(Rig.order(prompt(random), 1 + random.nextInt(150), 1 + random.nextInt(3)));
      listeners.add(new Listener());
      tickets.add(rig.submit(listeners.getLast(), orders.getLast()));
      disturb(random, tickets);
    }
    tickets.forEach(Ticket::resume);
    rig.finish();
    assertThat(rig.model.mostHeld).isLessThanOrEqualTo(pages);
    for (int at = 0; at < orders.size(); at++) {
      if (!tickets.get(at).cancelled()) {
        assertThat(listeners.get(at).reply().choices())
            .as("order %d", at)
            .isEqualTo(alone(orders.get(at)).reply().choices());
      }
    }
  }

  private void disturb(Random random, List<Ticket> tickets) {
    for (int turns = random.nextInt(30); turns > 0; turns--) {
      var ticket = tickets.get(random.nextInt(tickets.size()));
      switch (random.nextInt(12)) {
        case 0, 1 -> ticket.pause();
        case 2, 3 -> ticket.resume();
        case 4 -> {
          if (random.nextInt(10) == 0) {
            ticket.cancel();
          }
        }
        default -> rig.turn();
      }
    }
  }

  private static String prompt(Random random) {
    String beginning =
        String.valueOf((char) ('a' + random.nextInt(3))).repeat(64 * random.nextInt(4));
    String middle = random.nextBoolean() ? "common".repeat(20) : "";
    return beginning + middle + random.nextInt(4);
  }

  /// Says what depends on all that was seen.
  private static ScriptedForward model() {
    return new ScriptedForward(Rig.WINDOW, seen -> 'a' + Math.floorMod(seen.hashCode() * 31, 26));
  }

  private static Listener alone(Order order) {
    return new Rig(model(), MANY, 1).answer(order);
  }

  private static int usage(Listener listener) {
    return listener.reply().usage().cachedInput();
  }
}
