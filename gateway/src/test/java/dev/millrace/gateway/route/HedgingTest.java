package dev.millrace.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.catalog.Manner.Continuation;
import dev.millrace.gateway.catalog.Manner.Hedging;
import dev.millrace.llm.Failure;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HedgingTest {
  private static final Failure BUSY = new Failure.Upstream("p", 503, Optional.empty(), "no");

  private final Relaying house = new Relaying(3);

  @Test
  void whoTakesLongGetsCompanyAndTheFirstWordWins() {
    house.hedging(Duration.ofSeconds(1), 100);
    house.ask();
    house.loop.pass(Duration.ofMillis(999));
    assertThat(house.asked()).containsExactly(1, 0, 0);
    house.loop.pass(Duration.ofMillis(1));
    assertThat(house.asked()).containsExactly(1, 1, 0);
    house.answer(1, "well");
    assertThat(house.text()).isEqualTo("well");
    assertThat(house.answeredBy).containsExactly("p1");
    assertThat(house.provider(0).calls).containsExactly("cancel");
    assertThat(house.ends()).containsExactly("p0 CANCELLED 0", "p1 COMPLETE 4");
    assertThat(house.loop.timers()).isZero();
  }

  @Test
  void theFirstMayStillWinAndItsCompanyIsLetGoAndBooked() {
    house.hedging(Duration.ofSeconds(1), 100);
    house.ask();
    house.loop.pass(Duration.ofSeconds(2));
    house.answer(0, "well");
    house.provider(1).say("too late");
    assertThat(house.text()).isEqualTo("well");
    assertThat(house.provider(1).calls).containsExactly("cancel");
    assertThat(house.ends()).containsExactly("p1 CANCELLED 0", "p0 COMPLETE 4");
    assertThat(house.relay.spent().getFirst().cost().nanos()).isPositive();
    assertThat(house.relay.usage().input()).isEqualTo(5);
  }

  @Test
  void whoAnswersInTimeStaysAlone() {
    house.hedging(Duration.ofSeconds(1), 100);
    house.ask();
    house.provider(0).say("w");
    house.loop.pass(Duration.ofSeconds(5));
    assertThat(house.asked()).containsExactly(1, 0, 0);
    house.relay.cancel();
  }

  @Test
  void aFailureOfOneOfTwoIsWaitedOut() {
    house.hedging(Duration.ofSeconds(1), 100);
    house.ask();
    house.loop.pass(Duration.ofSeconds(1));
    house.fail(0, BUSY);
    assertThat(house.asked()).containsExactly(1, 1, 0);
    house.answer(1, "well");
    assertThat(house.text()).isEqualTo("well");
  }

  @Test
  void whenBothFailTheNextIsAsked() {
    house.hedging(Duration.ofSeconds(1), 100);
    house.ask();
    house.loop.pass(Duration.ofSeconds(1));
    house.fail(0, BUSY);
    house.fail(1, BUSY);
    house.answer(2, "well");
    assertThat(house.text()).isEqualTo("well");
  }

  @Test
  void whatIsWrongWithTheRequestEndsBoth() {
    house.hedging(Duration.ofSeconds(1), 100);
    house.ask();
    house.loop.pass(Duration.ofSeconds(1));
    house.fail(0, new Failure.Upstream("p0", 400, Optional.empty(), "no"));
    assertThat(house.provider(1).calls).containsExactly("cancel");
    assertThat(house.failures).hasSize(1);
    assertThat(house.loop.timers()).isZero();
  }

  @Test
  void whoeverLeavesLeavesBoth() {
    house.hedging(Duration.ofSeconds(1), 100);
    house.ask();
    house.loop.pass(Duration.ofSeconds(1));
    house.relay.cancel();
    assertThat(house.provider(0).calls).containsExactly("cancel");
    assertThat(house.provider(1).calls).containsExactly("cancel");
    assertThat(house.relay.spent()).hasSize(2);
    assertThat(house.loop.timers()).isZero();
  }

  @Test
  void whoseFirstHasFailedNeedsNoCompany() {
    house.hedging(Duration.ofSeconds(1), 100);
    house.ask();
    house.fail(0, BUSY);
    house.loop.pass(Duration.ofSeconds(2));
    assertThat(house.asked()).containsExactly(1, 1, 0);
    house.answer(1, "well");
    assertThat(house.loop.timers()).isZero();
  }

  @Test
  void companyCostsNoMoreThanItsShare() {
    house.hedging(Duration.ofSeconds(1), 10);
    for (int times = 0; times < 40; times++) {
      house.ask();
      house.loop.pass(Duration.ofSeconds(2));
      house.answer(0, "well");
    }
    assertThat(house.asked()).containsExactly(40, 4, 0);
  }

  @Test
  void nobodyWhoIsUnwellIsTakenForCompany() {
    house.hedging(Duration.ofSeconds(1), 100);
    house.health.rest(Relaying.deployment(1), Duration.ofMinutes(1));
    house.health.rest(Relaying.deployment(2), Duration.ofMinutes(1));
    house.ask();
    house.loop.pass(Duration.ofSeconds(2));
    assertThat(house.asked()).containsExactly(1, 0, 0);
    house.relay.cancel();
  }

  @Test
  void whereNothingElseIsSaidTheSlowestTwentiethGetsCompany() {
    var hedging = Optional.of(new Hedging(Optional.empty(), 100));
    house.manner = new Manner(2, hedging, Continuation.OFF, Duration.ofMinutes(30));
    for (int times = 0; times < 20; times++) {
      house.ask();
      house.loop.pass(Duration.ofMillis(300));
      house.answer(0, "well");
    }
    house.ask();
    house.loop.pass(Duration.ofMillis(299));
    assertThat(house.asked()).containsExactly(21, 0, 0);
    house.loop.pass(Duration.ofMillis(70));
    assertThat(house.asked()).containsExactly(21, 1, 0);
    house.relay.cancel();
  }
}
