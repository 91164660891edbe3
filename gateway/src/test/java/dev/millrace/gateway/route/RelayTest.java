package dev.millrace.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.catalog.Manner.Continuation;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Part;
import dev.millrace.llm.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RelayTest {
  private static final Failure BUSY = upstream(503);
  private static final Failure CUT = new Failure.Truncated("p0", "it broke");

  private final Relaying house = new Relaying(3);

  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(house.loop.timers()).isZero();
    for (int number = 0; number < 3; number++) {
      assertThat(house.health.outstanding(Relaying.deployment(number))).isZero();
    }
  }

  static Stream<Failure> worthAnotherProvider() {
    var statuses = Stream.of(401, 402, 403, 404, 408, 409, 429, 500, 502, 503, 504, 529);
    return Stream.concat(
        statuses.map(RelayTest::upstream),
        Stream.of(
            new Failure.Unavailable("no connection"),
            new Failure.Overloaded("slow down", Duration.ofSeconds(9)),
            new Failure.Silent("p0", Duration.ofSeconds(60)),
            CUT));
  }

  static Stream<Failure> theClientsToMend() {
    return Stream.of(
        upstream(400),
        upstream(413),
        upstream(422),
        new Failure.BadRequest("messages", Problem.MALFORMED, "no"),
        new Failure.Internal("abc"));
  }

  @ParameterizedTest
  @MethodSource("worthAnotherProvider")
  void somebodyElseIsAskedWhereThatMayHelp(Failure failure) {
    house.ask();
    house.fail(0, failure);
    house.answer(1, "well");
    assertThat(house.asked()).containsExactly(1, 1, 0);
    assertThat(house.answeredBy).containsExactly("p1");
    assertThat(house.text()).isEqualTo("well");
    assertThat(house.relay.answering().target().provider()).isEqualTo("p1");
  }

  @ParameterizedTest
  @MethodSource("theClientsToMend")
  void nobodyElseIsAskedWhereTheRequestIsWrong(Failure failure) {
    house.ask();
    house.fail(0, failure);
    assertThat(house.asked()).containsExactly(1, 0, 0);
    assertThat(house.failures).containsExactly(failure);
  }

  @Test
  void whatComesBeforeTheFirstWordIsHeldSoThatAnAnswerNeverBeginsTwice() {
    house.ask();
    house.provider(0).sink().on(new Event.Opened("id-0", "m"));
    house.provider(0).sink().on(new Event.Metered(new Usage(1, 0, 0, 0, Usage.Origin.PROVIDER)));
    house.provider(0).sink().on(new Event.Began(0, 0, new Part.Text("")));
    house.provider(0).sink().on(new Event.Grew(0, 0, "", List.of()));
    assertThat(house.events).isEmpty();
    house.fail(0, CUT);
    house.answer(1, "well");
    assertThat(house.events).filteredOn(Event.Opened.class::isInstance).hasSize(1);
    assertThat(house.text()).isEqualTo("well");
  }

  @Test
  void anAnswerOfWhichTheClientKnowsNothingBeginsAnew() {
    house.ask();
    house.provider(0).say("half an ans");
    house.fail(0, CUT);
    house.answer(1, "a whole answer");
    assertThat(house.answeredBy).containsExactly("p0", "p1");
    assertThat(house.text()).isEqualTo("a whole answer");
    assertThat(house.ends()).containsExactly("p0 TRUNCATED 3", "p1 COMPLETE 4");
    assertThat(house.relay.usage().output()).isEqualTo(4);
  }

  @Test
  void whatTheClientHasSeenIsNotBegunAnew() {
    house.manner = manner(2, Continuation.OFF);
    house.ask();
    house.provider(0).say("half an ans");
    house.fresh = false;
    house.fail(0, CUT);
    assertThat(house.failures).containsExactly(CUT);
    assertThat(house.asked()).containsExactly(1, 0, 0);
  }

  @Test
  void noMoreAttemptsAreMadeThanAllowed() {
    house.manner = manner(1, Continuation.OFF);
    house.ask();
    house.fail(0, BUSY);
    house.fail(1, BUSY);
    assertThat(house.asked()).containsExactly(1, 1, 0);
    assertThat(house.failures).containsExactly(BUSY);
  }

  @Test
  void theClientHearsWhatHelpsMost() {
    var later = new Failure.Overloaded("p1: slow down", Duration.ofSeconds(30));
    house.ask();
    house.fail(0, upstream(401));
    house.fail(1, later);
    house.fail(2, BUSY);
    assertThat(house.failures).containsExactly(later);
  }

  @Test
  void whoWantsAShortRestIsAskedAgainWhenNobodyElseIsLeft() {
    house.manner = manner(3, Continuation.OFF);
    house.ask();
    house.fail(0, BUSY);
    house.fail(1, new Failure.Overloaded("p1: slow down", Duration.ofSeconds(2)));
    house.fail(2, BUSY);
    assertThat(house.asked()).containsExactly(1, 1, 1);
    house.loop.pass(Duration.ofMillis(1_999));
    assertThat(house.asked()).containsExactly(1, 1, 1);
    house.loop.pass(Duration.ofMillis(1));
    assertThat(house.asked()).containsExactly(1, 2, 1);
    house.answer(1, "well");
    assertThat(house.text()).isEqualTo("well");
  }

  @Test
  void whoCouldNotBeReachedIsTriedOnceMoreAtOnceWhenAlone() {
    var alone = new Relaying(1);
    alone.ask();
    alone.fail(0, new Failure.Unavailable("no connection"));
    assertThat(alone.asked()).containsExactly(2);
    alone.fail(0, new Failure.Unavailable("no connection"));
    assertThat(alone.asked()).containsExactly(2);
    assertThat(alone.failures).hasSize(1);
  }

  @Test
  void whoDoesNotDoWellIsAskedOnlyWhereNobodyDoes() {
    house.health.rest(Relaying.deployment(0), Duration.ofSeconds(30));
    house.ask();
    assertThat(house.asked()).containsExactly(0, 1, 0);
    house.fail(1, BUSY);
    house.fail(2, BUSY);
    house.answer(0, "well");
    assertThat(house.text()).isEqualTo("well");
  }

  @Test
  void whoAsksForRestGetsItFromEverybody() {
    house.ask();
    house.fail(0, new Failure.Overloaded("slow down", Duration.ofSeconds(30)));
    house.answer(1, "well");
    assertThat(house.health.usable(Relaying.deployment(0))).isFalse();
    house.loop.pass(Duration.ofSeconds(30));
    assertThat(house.health.usable(Relaying.deployment(0))).isTrue();
    assertThat(house.told).isEmpty();
  }

  @Test
  void whoFailsAndSaysWhenToComeAgainIsLeftAloneForThatLong() {
    var failure =
        new Failure.Upstream("p0", 503, Optional.empty(), "no")
            .withRetryAfter(Duration.ofSeconds(30));
    house.ask();
    house.fail(0, failure);
    house.answer(1, "well");
    assertThat(house.health.usable(Relaying.deployment(0))).isFalse();
    house.loop.pass(Duration.ofSeconds(30));
    assertThat(house.health.usable(Relaying.deployment(0))).isTrue();
  }

  @Test
  void whatIsTooLongGoesOnlyWhereTheWindowIsLarger() {
    house.windows =
        new OptionalInt[] {OptionalInt.of(100), OptionalInt.of(100), OptionalInt.of(1_000)};
    house.ask();
    house.fail(0, new Failure.ContextExceeded(150, 100));
    assertThat(house.asked()).containsExactly(1, 0, 1);
    house.answer(2, "well");
    assertThat(house.text()).isEqualTo("well");
  }

  @Test
  void whatIsTooLongWithoutNumbersGoesWhereTheWindowIsKnownToBeLarger() {
    var tooLong =
        new Failure.Upstream("p0", 400, Optional.of("context_length_exceeded"), "too long");
    house.windows =
        new OptionalInt[] {OptionalInt.of(100), OptionalInt.of(100), OptionalInt.of(1_000)};
    house.ask();
    house.fail(0, tooLong);
    assertThat(house.asked()).containsExactly(1, 0, 1);
    house.fail(2, BUSY);
    assertThat(house.failures).containsExactly(tooLong);
  }

  @Test
  void thePlacesOwnWindowCountsBeforeItsModels() {
    house.windows =
        new OptionalInt[] {OptionalInt.of(100), OptionalInt.of(1_000), OptionalInt.of(100)};
    house.ownWindows =
        new OptionalInt[] {OptionalInt.empty(), OptionalInt.of(50), OptionalInt.of(500)};
    house.ask();
    house.fail(0, new Failure.ContextExceeded(150, 100));
    assertThat(house.asked()).containsExactly(1, 0, 1);
    house.relay.cancel();
  }

  @Test
  void theFourthOfFourPlacesAnswersWhereThreeFail() {
    var four = new Relaying(4);
    four.ask();
    four.fail(0, BUSY);
    four.fail(1, CUT);
    four.fail(2, new Failure.Unavailable("no connection"));
    four.answer(3, "well");
    assertThat(four.asked()).containsExactly(1, 1, 1, 1);
    assertThat(four.text()).isEqualTo("well");
  }

  @Test
  void whoWantsShortRestsOverAndOverIsAskedTwiceAgainAtMost() {
    var alone = new Relaying(1);
    var busy = new Failure.Overloaded("p0: slow down", Duration.ofSeconds(1));
    alone.ask();
    for (int time = 0; time < 3; time++) {
      alone.fail(0, busy);
      alone.loop.pass(Duration.ofSeconds(1));
    }
    assertThat(alone.asked()).containsExactly(3);
    assertThat(alone.failures).containsExactly(busy);
  }

  @Test
  void whatIsTooLongForAllIsToldSo() {
    var tooLong = new Failure.ContextExceeded(1_500, 100);
    house.windows =
        new OptionalInt[] {OptionalInt.of(100), OptionalInt.empty(), OptionalInt.of(1_000)};
    house.ask();
    house.fail(0, tooLong);
    assertThat(house.asked()).containsExactly(1, 0, 0);
    assertThat(house.failures).containsExactly(tooLong);
  }

  @Test
  void aSilentProviderIsGivenUpForAnother() {
    house.ask();
    house.loop.pass(Duration.ofSeconds(60));
    assertThat(house.provider(0).calls).containsExactly("cancel");
    house.answer(1, "well");
    assertThat(house.ends()).containsExactly("p0 CANCELLED 0", "p1 COMPLETE 4");
  }

  @Test
  void theWholeTakesNoLongerThanItMay() {
    house.manner = new Manner(2, Optional.empty(), Continuation.OFF, Duration.ofSeconds(70));
    house.ask();
    house.loop.pass(Duration.ofSeconds(70));
    assertThat(house.failures).containsExactly(new Failure.TimedOut(Duration.ofSeconds(70)));
    assertThat(house.provider(1).calls).containsExactly("cancel");
    assertThat(house.asked()).containsExactly(1, 1, 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCancelIsTheEndOfEverything(boolean spoken) {
    house.ask();
    if (spoken) {
      house.provider(0).say("some words");
    }
    house.relay.cancel();
    house.relay.cancel();
    house.provider(0).say("more");
    house.fail(0, BUSY);
    assertThat(house.provider(0).calls).containsExactly("cancel");
    assertThat(house.asked()).containsExactly(1, 0, 0);
    assertThat(house.failures).isEmpty();
    assertThat(house.relay.spent()).hasSize(1);
    assertThat(house.relay.usage().origin()).isEqualTo(Usage.Origin.ESTIMATED);
  }

  @Test
  void aCancelReachesOneWhoIsWaitedFor() {
    var alone = new Relaying(1);
    alone.ask();
    alone.fail(0, new Failure.Overloaded("slow down", Duration.ofSeconds(2)));
    alone.relay.cancel();
    assertThat(alone.loop.timers()).isZero();
    assertThat(alone.asked()).containsExactly(1);
  }

  @Test
  void whoIsPausedStaysPausedWithTheNext() {
    house.ask();
    house.relay.pause();
    house.fail(0, BUSY);
    house.relay.resume();
    assertThat(house.provider(1).calls).containsExactly("pause", "resume");
    house.relay.cancel();
  }

  @Test
  void whoFailsOverAndOverIsNotAskedFirstAnyMore() {
    for (int times = 0; times < 5; times++) {
      house.ask();
      house.fail(0, BUSY);
      house.answer(1, "well");
    }
    house.ask();
    house.answer(1, "well");
    assertThat(house.asked()).containsExactly(5, 6, 0);
    assertThat(house.told).hasSize(1);
  }

  private static Manner manner(int retries, Continuation continuation) {
    return new Manner(retries, Optional.empty(), continuation, Duration.ofMinutes(30));
  }

  private static Failure upstream(int status) {
    return new Failure.Upstream("p0", status, Optional.empty(), "no");
  }
}
