package dev.millrace.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.load.Plan.Pace;
import dev.millrace.bench.upstream.ScriptedUpstream;
import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The load generator counts what the scripted upstream sends.
final class LoadTest {
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final int ROLE_STOP_USAGE_AND_DONE = 4;

  private ScriptedUpstream upstream;
  private Thread thread;

  @BeforeEach
  void start() throws IOException {
    upstream = new ScriptedUpstream(0);
    thread = Thread.ofPlatform().daemon().start(this::serve);
  }

  @AfterEach
  void stop() throws Exception {
    thread.interrupt();
    thread.join();
    upstream.close();
  }

  private void serve() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        upstream.turn();
      }
    } catch (IOException | ClosedSelectorException e) {
      throw new IllegalStateException(e);
    }
  }

  private Tally run(String model, boolean stream, Plan plan) throws IOException {
    return Load.run(Ask.chat(upstream.port(), "any", model, stream), plan);
  }

  private Tally one(String model, boolean stream) throws IOException {
    return run(model, stream, Plan.closed(1, 1, LONGEST));
  }

  @Test
  void everyRequestIsAnsweredOnce() throws IOException {
    var tally = run("events=3", false, Plan.closed(4, 50, LONGEST));
    assertThat(tally.answered()).isEqualTo(50);
    assertThat(tally.failed()).isZero();
    assertThat(tally.events()).isZero();
    assertThat(tally.whole().size()).isEqualTo(50);
    assertThat(tally.first().size()).isEqualTo(50);
    assertThat(tally.bytes()).isEqualTo(50 * one("events=3", false).bytes());
  }

  @Test
  void everyEventOfAStreamIsCounted() throws IOException {
    var tally = run("events=100", true, Plan.closed(3, 9, LONGEST));
    assertThat(tally.answered()).isEqualTo(9);
    assertThat(tally.events()).isEqualTo(9 * (100 + ROLE_STOP_USAGE_AND_DONE));
  }

  @Test
  void aPacedStreamHasTheSameEventsAndTakesItsTime() throws IOException {
    var tally = one("events=5,every=2ms", true);
    assertThat(tally.events()).isEqualTo(5 + ROLE_STOP_USAGE_AND_DONE);
    assertThat(tally.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(12));
  }

  @Test
  void aSlowHeadIsWaitedFor() throws IOException {
    var tally = one("events=1,head=30ms", false);
    assertThat(tally.first().quantile(1)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
  }

  @Test
  void aStreamThatIsCutFailsAfterTheEventsBeforeTheCut() throws IOException {
    var tally = one("events=10,every=1ms,cut=4", true);
    assertThat(tally.failed()).isEqualTo(1);
    assertThat(tally.answered()).isZero();
    assertThat(tally.events()).isEqualTo(1 + 4);
  }

  @Test
  void aConnectionThatWasCutIsOpenedAnew() throws IOException {
    var tally = run("events=1,cut=0", true, Plan.closed(2, 6, LONGEST));
    assertThat(tally.failed()).isEqualTo(6);
  }

  @Test
  void aStreamThatStallsFailsWhenTheTimeIsOver() throws IOException {
    var tally = run("events=10,stall=4", true, Plan.closed(2, 2, Duration.ofMillis(200)));
    assertThat(tally.failed()).isEqualTo(2);
    assertThat(tally.events()).isEqualTo(2 * (1 + 4));
  }

  @Test
  void aWholeAnswerCanBeCutToo() throws IOException {
    assertThat(one("cut=0", false).failed()).isEqualTo(1);
  }

  @Test
  void aRefusalIsAFailureThatKeepsTheConnection() throws IOException {
    var tally = run("status=503", true, Plan.closed(1, 3, LONGEST));
    assertThat(tally.failed()).isEqualTo(3);
    assertThat(tally.events()).isZero();
  }

  @Test
  void anOpenLoopSendsNoFasterThanItsRate() throws IOException {
    var tally = run("events=1", false, new Plan(8, 20, LONGEST, new Pace.Open(200)));
    assertThat(tally.answered()).isEqualTo(20);
    assertThat(tally.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(95));
  }
}
