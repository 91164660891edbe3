package dev.millrace.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.llm.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class LedgerTest {
  private static final List<Outcome> OUTCOMES = List.of(Outcome.values());

  private final Ledger ledger = new Ledger(() -> Instant.EPOCH);

  @Test
  void aCallCostsItsPriceAndTheRestOfItsHoldComesBack() {
    var hold = ledger.hold("call", "alice", new Money(100));
    assertThat(ledger.balance("alice")).isEqualTo(new Money(-100));
    assertThat(ledger.settle(hold, settlement("call", Outcome.COMPLETE), new Money(30))).isTrue();
    assertThat(ledger.balance("alice")).isEqualTo(new Money(-30));
    assertThat(ledger.balance(Ledger.REVENUE)).isEqualTo(new Money(30));
    assertThat(ledger.balance(Ledger.HELD)).isEqualTo(Money.ZERO);
  }

  @Test
  void aCallIsSettledOnce() {
    var hold = ledger.hold("call", "alice", new Money(100));
    ledger.settle(hold, settlement("call", Outcome.CLIENT_GONE), new Money(10));
    assertThat(ledger.settle(hold, settlement("call", Outcome.COMPLETE), new Money(90))).isFalse();
    assertThat(ledger.balance("alice")).isEqualTo(new Money(-10));
  }

  @Test
  void aCallThatTheUpstreamFailedCostsNothing() {
    var hold = ledger.hold("call", "alice", new Money(100));
    ledger.settle(hold, settlement("call", Outcome.UPSTREAM_ERROR), new Money(30));
    assertThat(ledger.balance("alice")).isEqualTo(Money.ZERO);
    assertThat(ledger.latest().getLast().settlement()).isPresent();
  }

  @Test
  void aCallCannotBeHeldTwice() {
    ledger.hold("call", "alice", new Money(1));
    assertThatThrownBy(() -> ledger.hold("call", "bob", new Money(1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @RepeatedTest(20)
  void theBooksBalanceWhateverHappens(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    var open = new ArrayList<Hold>();
    for (int n = 0; n < 500; n++) {
      if (open.isEmpty() || random.nextBoolean()) {
        open.add(ledger.hold("c" + n, "a" + random.nextInt(5), new Money(random.nextInt(1000))));
      } else {
        var hold = open.remove(random.nextInt(open.size()));
        var outcome = OUTCOMES.get(random.nextInt(OUTCOMES.size()));
        ledger.settle(hold, settlement(hold.call(), outcome), new Money(random.nextInt(1000)));
      }
      assertThat(ledger.sum()).as("seed %s step %s", repetition, n).isEqualTo(Money.ZERO);
    }
    assertThat(ledger.running()).isEqualTo(open.size());
  }

  private static Settlement settlement(String call, Outcome outcome) {
    return new Settlement(
        call, "model", new Usage(3, 0, 4, 0, Usage.Origin.EXACT), outcome, List.of());
  }
}
