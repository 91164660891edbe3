package dev.millrace.gateway.call;

import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.route.Batch;
import dev.millrace.gateway.route.Plan;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Upstream;
import java.util.Optional;

/// One call under way: passes on what the upstream says, counts it, and settles once, whatever
/// happens. Used on the client's loop only.
final class Call implements Upstream.Sink {
  private final Tab tab;
  private final Meter meter;
  private final Client client;
  private final Answer answer;
  private final Batch batch;
  private Witness.Hearing hearing = new Witness.Hearing() {};
  private boolean over;

  Call(Tab tab, Meter meter, Plan plan, Client client, Answer answer) {
    this.tab = tab;
    this.meter = meter;
    this.client = client;
    this.answer = answer;
    this.batch = new Batch(plan.attempts().getFirst(), client.loop(), this);
  }

  /// Who hears of it from now on.
  void heardBy(Witness.Hearing other) {
    hearing = other;
  }

  void start() {
    client.whenGone(this::gone);
    client.whenCaughtUp(batch::resume);
    if (!over) {
      answer.opened();
      batch.start();
    }
  }

  @Override
  public void on(Event event) {
    if (over) {
      return;
    }
    meter.count(event);
    hearing.on(event);
    if (event instanceof Event.Closed) {
      finish(meter.outcome(), Optional.empty(), () -> answer.on(event));
      return;
    }
    answer.on(event);
    if (client.behind()) {
      batch.pause();
    }
  }

  @Override
  public void failed(Failure failure) {
    var outcome = answer.begun() ? Outcome.TRUNCATED : Outcome.UPSTREAM_ERROR;
    fail(outcome, failure);
  }

  /// Ends it before its time.
  ///
  /// @param why is what the client is told
  void cancel(Failure why) {
    if (!over) {
      batch.cancel();
      fail(Outcome.CANCELLED, why);
    }
  }

  private void gone() {
    batch.cancel();
    finish(Outcome.CLIENT_GONE, Optional.empty(), () -> {});
  }

  private void fail(Outcome outcome, Failure failure) {
    finish(outcome, Optional.of(failure), () -> answer.failed(failure, meter.usage()));
  }

  private void finish(Outcome outcome, Optional<Failure> failure, Runnable lastBytes) {
    if (over) {
      return;
    }
    over = true;
    answer.closed();
    var usage = meter.usage();
    tab.settle(
        outcome,
        usage,
        () -> {
          hearing.ended(outcome, failure, usage);
          lastBytes.run();
          return answer.status();
        });
  }
}
