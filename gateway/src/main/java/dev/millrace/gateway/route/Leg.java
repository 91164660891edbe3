package dev.millrace.gateway.route;

import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.ledger.Spent;
import dev.millrace.gateway.loop.Loop;
import dev.millrace.gateway.route.Health.Ending;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Part;
import dev.millrace.llm.Upstream;
import dev.millrace.llm.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One attempt of a [Relay] under way. What comes before its first word is held back until it is
/// clear that the answer is this one. Used on its loop only.
final class Leg implements Upstream.Sink {
  private static final int MOST_HELD = 100;

  private final Plan.Try attempt;
  private final Meter meter;
  private final Relay relay;
  private final List<Event> held = new ArrayList<>();
  private Optional<Batch> batch = Optional.empty();
  private Optional<Health.Visit> visit = Optional.empty();
  private boolean speaking;
  private boolean chosen;

  /// @param meter of this attempt alone
  Leg(Plan.Try attempt, Meter meter, Relay relay) {
    this.attempt = attempt;
    this.meter = meter;
    this.relay = relay;
  }

  Plan.Try attempt() {
    return attempt;
  }

  Meter meter() {
    return meter;
  }

  /// The answer is this one.
  void choose() {
    chosen = true;
  }

  boolean chosen() {
    return chosen;
  }

  /// Whether anybody was asked.
  boolean started() {
    return batch.isPresent();
  }

  /// @param ready the attempt as it can be made
  void start(Plan.Try ready, Health health, Loop loop, boolean paused) {
    visit = Optional.of(health.begin(attempt.place().deployment()));
    var opened = new Batch(ready, loop, this);
    batch = Optional.of(opened);
    if (paused) {
      opened.pause();
    }
    opened.start();
  }

  void pause() {
    batch.ifPresent(Batch::pause);
  }

  void resume() {
    batch.ifPresent(Batch::resume);
  }

  void cancel() {
    batch.ifPresent(Batch::cancel);
    over(Ending.UNTOLD);
  }

  /// Tells how the deployment did.
  void over(Ending how) {
    visit.ifPresent(one -> one.ended(how));
  }

  @Override
  public void on(Event event) {
    meter.count(event);
    if (speaking) {
      relay.on(this, event);
      return;
    }
    held.add(event);
    if (!says(event) && held.size() < MOST_HELD) {
      return;
    }
    speaking = true;
    visit.ifPresent(Health.Visit::answered);
    relay.speaks(this);
    held.forEach(one -> relay.on(this, one));
    held.clear();
  }

  /// Whether a client could see that the answer has begun.
  private static boolean says(Event event) {
    return switch (event) {
      case Event.Opened _, Event.Metered _ -> false;
      case Event.Began(_, _, var part) ->
          !(part instanceof Part.Text || part instanceof Part.Thought);
      case Event.Grew(_, _, var delta, var logprobs) -> !delta.isEmpty() || !logprobs.isEmpty();
      case Event.Prompted _,
          Event.Sampled _,
          Event.Signed _,
          Event.Cited _,
          Event.Ended _,
          Event.Stopped _,
          Event.Closed _ ->
          true;
    };
  }

  @Override
  public void failed(Failure failure) {
    over(Verdict.ending(failure));
    relay.failed(this, failure);
  }

  /// What it took; nothing where it was refused or never sent.
  Spent spent(Outcome outcome) {
    var usage = outcome.charged() || meter.told() ? meter.usage() : Meter.NOTHING;
    var place = attempt.place();
    var cost = place.cost().of(usage);
    return new Spent(place.target().provider(), place.name(), usage, outcome, cost);
  }

  /// How it ended by a failure.
  Outcome outcome(Failure failure) {
    if (speaking) {
      return Outcome.TRUNCATED;
    }
    boolean worked = failure instanceof Failure.Silent || failure instanceof Failure.Truncated;
    return worked ? Outcome.CANCELLED : Outcome.UPSTREAM_ERROR;
  }

  /// What it has taken until now.
  Usage usage() {
    return meter.usage();
  }
}
