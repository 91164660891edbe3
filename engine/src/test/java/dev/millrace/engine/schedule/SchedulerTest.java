package dev.millrace.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.sample.Preferences;
import dev.millrace.engine.speech.Speech;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Detail;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Sampling;
import dev.millrace.llm.Upstream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SchedulerTest {
  private final Semaphore steps = new Semaphore(0);
  private final ScriptedForward model =
      new ScriptedForward(
          100_000,
          seen -> {
            steps.acquireUninterruptibly();
            return 'a' + seen.size() % 26;
          });

  /// Completes with the failure, or with nothing when the answer is whole.
  private static final class Ending implements Upstream.Sink {
    final CompletableFuture<Failure> failure = new CompletableFuture<>();
    final CountDownLatch opened = new CountDownLatch(1);
    final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public void on(Event event) {
      if (event instanceof Event.Opened) {
        opened.countDown();
      }
      if (event instanceof Event.Closed) {
        closed.countDown();
      }
    }

    @Override
    public void failed(Failure why) {
      failure.complete(why);
    }
  }

  @Test
  void whoComesWhenTheQueueIsFullIsRefused() throws InterruptedException {
    try (var scheduler = scheduler(1, 1)) {
      var running = new Ending();
      scheduler.open(() -> order(1), running);
      running.opened.await();
      var waiting = new Ending();
      scheduler.open(() -> order(1), waiting);
      var refused = new Ending();
      scheduler.open(() -> order(1), refused);
      assertThat(refused.failure.join())
          .isEqualTo(
              new Failure.Overloaded(
                  "1 requests wait for this model already; try again soon", Duration.ofSeconds(1)));
      steps.release(2);
      running.closed.await();
      waiting.closed.await();
    }
  }

  @Test
  void preparingIsNobodysWaiting() throws InterruptedException {
    var gate = new CountDownLatch(1);
    try (var scheduler = scheduler(1, 9)) {
      var slow = new Ending();
      var caller = Thread.currentThread();
      var preparer = new CompletableFuture<Thread>();
      scheduler.open(
          () -> {
            preparer.complete(Thread.currentThread());
            await(gate);
            return order(1);
          },
          slow);
      assertThat(preparer.join()).isNotEqualTo(caller);
      steps.release();
      var quick = new Ending();
      scheduler.open(() -> order(1), quick);
      quick.closed.await();
      gate.countDown();
      steps.release();
      slow.closed.await();
    }
  }

  @Test
  void whatPreparationRefusesIsTold() {
    var failure = new Failure.ContextExceeded(9, 8);
    try (var scheduler = scheduler(1, 1)) {
      var ending = new Ending();
      scheduler.open(
          () -> {
            throw new Refused(failure);
          },
          ending);
      assertThat(ending.failure.join()).isEqualTo(failure);
      var bug = new Ending();
      scheduler.open(
          () -> {
            throw new IllegalStateException("on purpose");
          },
          bug);
      assertThat(bug.failure.join()).isInstanceOf(Failure.Internal.class);
    }
  }

  @Test
  void closingFailsWhatIsUnderWayAndWhatWaits() throws InterruptedException {
    var running = new Ending();
    var waiting = new Ending();
    try (var scheduler = scheduler(1, 9)) {
      scheduler.open(() -> order(1_000_000), running);
      running.opened.await();
      scheduler.open(() -> order(1), waiting);
      steps.release(1_000_000);
    }
    assertThat(running.failure.join()).isInstanceOf(Failure.Unavailable.class);
    assertThat(waiting.failure.join()).isInstanceOf(Failure.Unavailable.class);
  }

  @Test
  void whoLeavesWhileWaitingMakesRoom() throws InterruptedException {
    try (var scheduler = scheduler(1, 1)) {
      var running = new Ending();
      var first = scheduler.open(() -> order(1_000_000), running);
      running.opened.await();
      var waiting = scheduler.open(() -> order(1), new Ending());
      waiting.cancel();
      first.cancel();
      steps.release(1_000_000);
      var last = new Ending();
      while (true) {
        var attempt = new Ending();
        scheduler.open(() -> order(1), attempt);
        if (opens(attempt)) {
          last = attempt;
          break;
        }
      }
      last.closed.await();
    }
  }

  /// Waits until an attempt is let in or refused.
  private static boolean opens(Ending attempt) throws InterruptedException {
    while (attempt.opened.getCount() > 0 && !attempt.failure.isDone()) {
      Thread.onSpinWait();
    }
    return attempt.opened.getCount() == 0;
  }

  private Scheduler scheduler(int running, int waiting) {
    var limits = new Limits(100_000, 10_000_000, running, waiting);
    var wording = new Wording(Letters.with(List.of()), Set.of(Letters.END));
    return new Scheduler(model, wording, limits);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static Order order(int tokens) {
    return new Order(
        "id",
        "m",
        new int[] {'x'},
        Preferences.NEUTRAL.with(Sampling.greedy()),
        1,
        new Bounds(OptionalInt.of(tokens), List.of(), 1),
        Detail.none(),
        Optional.empty(),
        Speech.plain());
  }
}
