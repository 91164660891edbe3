package dev.millrace.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.route.Health.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class HealthTest {
  private static final Model.Deployment ACME = new Model.Deployment("acme", "tiny");
  private static final Model.Deployment OTHER = new Model.Deployment("acme", "large");

  private final List<String> told = new ArrayList<>();
  private long now;
  private final Health health = new Health(() -> now, told::add);

  @Test
  void anUnknownDeploymentIsUsableIdleAndQuick() {
    assertThat(health.usable(ACME)).isTrue();
    assertThat(health.outstanding(ACME)).isZero();
    assertThat(health.latency(ACME)).isZero();
    assertThat(health.p95(ACME)).isEmpty();
  }

  @Test
  void fiveFailuresInARowCloseTheWayAndAreToldOnce() {
    fail(4);
    assertThat(health.usable(ACME)).isTrue();
    fail(3);
    assertThat(health.usable(ACME)).isFalse();
    assertThat(health.usable(OTHER)).isTrue();
    assertThat(told).hasSize(1).first().asString().startsWith("tiny at acme fails");
  }

  @Test
  void aSuccessBetweenFailuresKeepsTheWayOpen() {
    for (int times = 0; times < 6; times++) {
      fail(4);
      end(Ending.GOOD);
      end(Ending.GOOD);
      end(Ending.GOOD);
      end(Ending.GOOD);
      end(Ending.GOOD);
    }
    assertThat(health.usable(ACME)).isTrue();
  }

  @Test
  void whereHalfOfManyFailTheWayIsClosed() {
    for (int times = 0; times < 10; times++) {
      end(Ending.GOOD);
      end(Ending.BAD);
    }
    assertThat(health.usable(ACME)).isFalse();
  }

  @Test
  void failuresOfLongAgoAreForgotten() {
    fail(4);
    pass(31);
    fail(4);
    assertThat(health.usable(ACME)).isTrue();
  }

  @Test
  void oneProbeGoesAfterTheRestAndOpensTheWayAgain() {
    fail(5);
    pass(5);
    assertThat(health.usable(ACME)).isTrue();
    var probe = health.begin(ACME);
    assertThat(health.usable(ACME)).isFalse();
    probe.ended(Ending.GOOD);
    assertThat(health.usable(ACME)).isTrue();
    assertThat(told).hasSize(2).last().isEqualTo("tiny at acme answers again");
  }

  @Test
  void aVainProbeDoublesTheRestUpToTwoMinutes() {
    fail(5);
    for (int rest : new int[] {5, 10, 20, 40, 80, 120, 120}) {
      pass(rest - 1);
      assertThat(health.usable(ACME)).isFalse();
      pass(1);
      assertThat(health.usable(ACME)).isTrue();
      fail(1);
    }
    assertThat(told).hasSize(1);
  }

  @Test
  void aProbeThatNobodyWaitedForMakesRoomForAnother() {
    fail(5);
    pass(5);
    health.begin(ACME).ended(Ending.UNTOLD);
    assertThat(health.usable(ACME)).isTrue();
    assertThat(told).hasSize(1);
  }

  @Test
  void aProbeThatIsNeverHeardOfAgainMakesRoomInTheEnd() {
    fail(5);
    pass(5);
    health.begin(ACME);
    pass(119);
    assertThat(health.usable(ACME)).isFalse();
    pass(1);
    assertThat(health.usable(ACME)).isTrue();
  }

  @Test
  void whoAsksForRestGetsItButNotForEver() {
    health.rest(ACME, Duration.ofSeconds(3));
    health.rest(ACME, Duration.ofSeconds(1));
    assertThat(health.usable(ACME)).isFalse();
    pass(3);
    assertThat(health.usable(ACME)).isTrue();
    health.rest(ACME, Duration.ofDays(9));
    pass(600);
    assertThat(health.usable(ACME)).isTrue();
  }

  @Test
  void whatIsUnderWayIsCountedUntilItsOnlyEnd() {
    var one = health.begin(ACME);
    var two = health.begin(ACME);
    assertThat(health.outstanding(ACME)).isEqualTo(2);
    one.ended(Ending.GOOD);
    one.ended(Ending.BAD);
    assertThat(health.outstanding(ACME)).isEqualTo(1);
    two.ended(Ending.UNTOLD);
    assertThat(health.outstanding(ACME)).isZero();
  }

  @Test
  void latencyRisesAtOnceAndFallsByAndBy() {
    answer(100);
    answer(900);
    assertThat(health.latency(ACME)).isCloseTo(900e6, Percentage.withPercentage(1));
    pass(10);
    assertThat(health.latency(ACME)).isBetween(300e6, 400e6);
    pass(300);
    assertThat(health.latency(ACME)).isLessThan(1e6);
  }

  @Test
  void theSlowestTwentiethIsKnownOnceThereAreEnough() {
    for (int times = 0; times < 19; times++) {
      answer(100);
    }
    assertThat(health.p95(ACME)).isEmpty();
    answer(5_000);
    assertThat(health.p95(ACME).orElseThrow().toMillis()).isBetween(100L, 125L);
    answer(5_000);
    assertThat(health.p95(ACME).orElseThrow().toMillis()).isBetween(5_000L, 6_100L);
  }

  @Test
  void theSlowestTwentiethFollowsTheTimes() {
    for (int times = 0; times < 3_000; times++) {
      answer(times < 1_000 ? 5_000 : 50);
    }
    assertThat(health.p95(ACME).orElseThrow().toMillis()).isLessThan(70);
  }

  @Test
  void waitsOfAnyLengthHaveAPlace() {
    for (int times = 0; times < 30; times++) {
      answer(0);
    }
    assertThat(health.p95(ACME).orElseThrow().toMillis()).isEqualTo(1);
    for (int times = 0; times < 30; times++) {
      answer(86_400_000);
    }
    assertThat(health.p95(ACME).orElseThrow()).isGreaterThan(Duration.ofMinutes(20));
  }

  private void fail(int times) {
    for (int time = 0; time < times; time++) {
      end(Ending.BAD);
    }
  }

  private void end(Ending how) {
    health.begin(ACME).ended(how);
  }

  private void answer(long millis) {
    var visit = health.begin(ACME);
    now += Duration.ofMillis(millis).toNanos();
    visit.answered();
    visit.ended(Ending.GOOD);
  }

  private void pass(long seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
  }
}
