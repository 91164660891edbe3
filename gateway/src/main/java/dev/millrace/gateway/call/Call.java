package dev.millrace.gateway.call;

import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.route.Batch;
import dev.millrace.gateway.route.Plan;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Upstream;

/// One call under way: passes on what the upstream says, counts it, and settles once, whatever
/// happens. Used on the client's loop only.
final class Call implements Upstream.Sink {
  private final Tab tab;
  private final Meter meter;
  private final Client client;
  private final Answer answer;
  private final Batch batch;

  Call(Tab tab, Meter meter, Plan plan, Client client, Answer answer) {
    this.tab = tab;
    this.meter = meter;
    this.client = client;
    this.answer = answer;
    this.batch = new Batch(plan.attempts().getFirst(), client.loop(), this);
  }

  void start() {
    client.whenGone(this::gone);
    client.whenCaughtUp(batch::resume);
    batch.start();
  }

  @Override
  public void on(Event event) {
    meter.count(event);
    if (event instanceof Event.Closed) {
      finish(meter.outcome(), () -> answer.on(event));
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
    finish(outcome, () -> answer.failed(failure));
  }

  private void gone() {
    batch.cancel();
    finish(Outcome.CLIENT_GONE, () -> {});
  }

  private void finish(Outcome outcome, Runnable lastBytes) {
    tab.settle(
        outcome,
        meter.usage(),
        () -> {
          lastBytes.run();
          return answer.status();
        });
  }
}
