package dev.millrace.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.ledger.Money;
import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.llm.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final Instant LATER = NOON.plus(Duration.ofDays(60));

  private Instant now = NOON;
  private final Statistics statistics = new Statistics(() -> now);

  private static Origin origin(String account, Instant at, boolean zeroRetention) {
    return new Origin(
        "req_1", at, account, "h", "a".repeat(5_000), false, zeroRetention, Map.of("k", "v"));
  }

  private void call(String account, Instant at, Outcome outcome, int status) {
    statistics.finished(
        new Finished(
            origin(account, at, false),
            "m",
            status,
            outcome,
            new Usage(10, 4, 6, 0, Usage.Origin.EXACT),
            new Money(7),
            Optional.of(Duration.ofMillis(100)),
            Duration.ofMillis(600),
            Optional.empty(),
            List.of()));
  }

  private Sums sum(String account, Instant from, Instant until) {
    return statistics.sums(account, from, until).stream()
        .map(Statistics.Sum::sums)
        .reduce(Sums.NONE, Sums::plus);
  }

  @Test
  void callsAddUpByAccount() {
    call("a", NOON, Outcome.COMPLETE, 200);
    call("a", NOON.plusSeconds(1), Outcome.LENGTH, 200);
    call("b", NOON, Outcome.COMPLETE, 200);
    assertThat(sum("a", NOON, LATER)).isEqualTo(new Sums(2, 0, 0, 20, 8, 12, 14));
    assertThat(sum("b", NOON, LATER)).isEqualTo(new Sums(1, 0, 0, 10, 4, 6, 7));
    assertThat(sum("c", NOON, LATER)).isEqualTo(Sums.NONE);
  }

  @Test
  void whatIsNotChargedCostsNothing() {
    call("a", NOON, Outcome.UPSTREAM_ERROR, 502);
    assertThat(sum("a", NOON, LATER)).isEqualTo(new Sums(0, 0, 1, 10, 4, 6, 0));
  }

  @Test
  void aSpanBeginsWithItsFirstFiveMinutesAndEndsBeforeItsEnd() {
    call("a", NOON.minusSeconds(1), Outcome.COMPLETE, 200);
    call("a", NOON, Outcome.COMPLETE, 200);
    call("a", NOON.plusSeconds(299), Outcome.COMPLETE, 200);
    call("a", NOON.plusSeconds(300), Outcome.COMPLETE, 200);
    assertThat(sum("a", NOON.plusSeconds(120), NOON.plusSeconds(300)).requests()).isEqualTo(2);
    assertThat(sum("a", NOON, NOON.plusSeconds(301)).requests()).isEqualTo(3);
  }

  @Test
  void sumsAreForgottenAfterFortyFiveDays() {
    call("a", NOON, Outcome.COMPLETE, 200);
    now = LATER;
    call("a", LATER, Outcome.COMPLETE, 200);
    assertThat(sum("a", Instant.EPOCH, LATER.plusSeconds(1)).requests()).isEqualTo(1);
  }

  @Test
  void theLatestTwentyThousandRequestsAreKept() {
    for (int i = 0; i < 20_010; i++) {
      call("a", NOON, Outcome.COMPLETE, 200);
    }
    var rows = statistics.latest("a", _ -> true, Integer.MAX_VALUE);
    assertThat(rows).hasSize(20_000);
    assertThat(rows.getFirst().number()).isEqualTo(20_009);
    assertThat(rows.getLast().number()).isEqualTo(10);
    assertThat(sum("a", NOON, LATER).requests()).isEqualTo(20_010);
  }

  @Test
  void aRefusedRequestIsCountedWithoutAModel() {
    var trouble = new Trouble("unknown_parameter", "x".repeat(5_000));
    statistics.rejected(new Rejected(origin("a", NOON, false), 400, trouble));
    var row = statistics.latest("a", _ -> true, 9).getFirst();
    assertThat(row.model()).isEmpty();
    assertThat(row.trouble().orElseThrow().message()).hasSize(500);
    assertThat(row.origin().asked()).hasSize(200);
    assertThat(row.origin().labels()).isEmpty();
    assertThat(sum("a", NOON, LATER)).isEqualTo(new Sums(0, 1, 0, 0, 0, 0, 0));
  }

  @Test
  void ofARequestOfWhichNothingMayBeKeptNoMessageIs() {
    var trouble = new Trouble("upstream_error", "what was said");
    statistics.rejected(new Rejected(origin("a", NOON, true), 502, trouble));
    assertThat(statistics.latest("a", _ -> true, 9).getFirst().trouble())
        .contains(new Trouble("upstream_error", ""));
  }

  @Test
  void speedIsWhatComesAfterTheFirstToken() {
    call("a", NOON, Outcome.COMPLETE, 200);
    assertThat(statistics.latest("a", _ -> true, 1).getFirst().speed()).contains(10.0);
  }
}
