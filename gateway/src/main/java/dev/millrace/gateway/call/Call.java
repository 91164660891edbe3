package dev.millrace.gateway.call;

import dev.millrace.gateway.ledger.Hold;
import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.ledger.Settlement;
import dev.millrace.gateway.observe.Finished;
import dev.millrace.gateway.route.Attempt;
import dev.millrace.gateway.route.Plan;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Request;
import dev.millrace.llm.Upstream;
import dev.millrace.llm.Usage;
import java.time.Duration;
import java.time.Instant;

/// One call under way: passes on what the upstream says, counts it, and settles once, whatever
/// happens. Used on the client's loop only.
final class Call implements Upstream.Sink {
  private final String id;
  private final Rooms rooms;
  private final Plan plan;
  private final Client client;
  private final Answer answer;
  private final Meter meter;
  private final Hold hold;
  private final Attempt attempt;
  private final Instant started;

  /// @param id the request's own; the books know the call by it
  Call(String id, Rooms rooms, Plan plan, Order order) {
    this.id = id;
    this.rooms = rooms;
    this.plan = plan;
    this.client = order.client();
    this.answer = order.answer();
    this.started = rooms.clock().instant();
    this.meter = new Meter(order.request());
    this.attempt = new Attempt(plan.attempts().getFirst().target(), client.loop(), this);
    var worst = plan.model().price().of(worst(order.request()));
    this.hold = rooms.ledger().hold(id, order.account(), worst);
  }

  /// Who wants what, and how it is to be written.
  record Order(String account, Request request, Client client, Answer answer) {}

  void start() {
    client.whenGone(this::gone);
    client.whenCaughtUp(attempt::resume);
    attempt.start(plan.attempts().getFirst());
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
      attempt.pause();
    }
  }

  @Override
  public void failed(Failure failure) {
    var outcome = answer.begun() ? Outcome.TRUNCATED : Outcome.UPSTREAM_ERROR;
    finish(outcome, () -> answer.failed(failure));
  }

  private void gone() {
    attempt.cancel();
    finish(Outcome.CLIENT_GONE, () -> {});
  }

  /// Settles, then lets the client have the last bytes: what it is told was used is in the books.
  private void finish(Outcome outcome, Runnable lastBytes) {
    Usage usage = meter.usage();
    var settlement = new Settlement(id, plan.model().id(), usage, outcome);
    if (!rooms.ledger().settle(hold, settlement, plan.model().price().of(usage))) {
      return;
    }
    lastBytes.run();
    var took = Duration.between(started, rooms.clock().instant());
    rooms
        .observer()
        .finished(new Finished(id, plan.model().id(), answer.status(), outcome, usage, took));
  }

  /// The most that the call can use: all of the window when nobody set a limit.
  private Usage worst(Request request) {
    int window = plan.model().window().orElse(meter.prompt());
    long output = (long) request.bounds().maxTokens().orElse(window) * request.bounds().choices();
    int bounded = (int) Math.min(output, Integer.MAX_VALUE - (long) meter.prompt());
    return new Usage(meter.prompt(), 0, bounded, 0, Usage.Origin.ESTIMATED);
  }
}
