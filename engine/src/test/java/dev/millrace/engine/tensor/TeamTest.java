package dev.millrace.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TeamTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void everyNumberIsDoneOnce(int threads) {
    try (var team = new Team(threads, KernelChoice.PLAIN)) {
      assertThat(team.threads()).isEqualTo(threads);
      for (int round = 0; round < 500; round++) {
        int count = round % 37;
        int piece = 1 + round % 5;
        var done = new AtomicIntegerArray(count);
        team.run(count, piece, (_, from, to) -> mark(done, from, to));
        for (int i = 0; i < count; i++) {
          assertThat(done.get(i)).as("round %d, number %d", round, i).isEqualTo(1);
        }
      }
    }
  }

  private static void mark(AtomicIntegerArray done, int from, int to) {
    for (int i = from; i < to; i++) {
      done.incrementAndGet(i);
    }
  }

  /// Each piece waits for the other, so one thread alone would never end.
  @Test
  void piecesRunSideBySide() {
    try (var team = new Team(2, KernelChoice.PLAIN)) {
      for (int round = 0; round < 20; round++) {
        var both = new CountDownLatch(2);
        team.run(2, 1, (_, _, _) -> meet(both));
        assertThat(both.getCount()).isZero();
      }
    }
  }

  private static void meet(CountDownLatch both) {
    both.countDown();
    try {
      both.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void whatAPartThrowsIsThrownToTheCallerAndTheTeamGoesOn(int threads) {
    try (var team = new Team(threads, KernelChoice.PLAIN)) {
      for (int bad = 0; bad < 10; bad++) {
        int where = bad;
        assertThatThrownBy(() -> team.run(10, 1, (_, from, to) -> throwAt(where, from, to)))
            .isInstanceOf(InternalError.class)
            .hasMessage("at " + where);
        var done = new AtomicIntegerArray(10);
        team.run(10, 1, (_, from, to) -> mark(done, from, to));
        assertThat(done.toString()).doesNotContain("0");
      }
    }
  }

  private static void throwAt(int where, int from, int to) {
    if (from <= where && where < to) {
      throw new InternalError("at " + where);
    }
  }

  @Test
  void aClosedTeamRefusesWork() {
    var team = new Team(2, KernelChoice.PLAIN);
    team.close();
    assertThatIllegalStateException().isThrownBy(() -> team.run(1, 1, (_, _, _) -> {}));
    assertThatIllegalArgumentException().isThrownBy(() -> new Team(0, KernelChoice.PLAIN));
  }
}
