package dev.millrace.gateway.call;

import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.route.Batch;
import dev.millrace.gateway.route.Plan;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Upstream;
import dev.millrace.llm.Usage;
import java.util.Optional;

/// One call under way: passes on what the upstream says, counts it, and settles once, whatever
/// happens. Used on the client's loop only.
final class Call implements Upstream.Sink {
  private static final Usage UNASKED = new Usage(0, 0, 0, 0, Usage.Origin.EXACT);

  private final Tab tab;
  private final Meter meter;
  private final Client client;
  private final Answer answer;
  private final Links.Way way;
  private Optional<Batch> batch = Optional.empty();
  private Witness.Hearing hearing = new Witness.Hearing() {};
  private boolean over;

  /// @param way to the attempt
  Call(Tab tab, Meter meter, Links.Way way, Client client, Answer answer) {
    this.tab = tab;
    this.meter = meter;
    this.client = client;
    this.way = way;
    this.answer = answer;
  }

  /// Who hears of it from now on.
  void heardBy(Witness.Hearing other) {
    hearing = other;
  }

  void start() {
    client.whenGone(this::gone);
    if (!over) {
      way.go(this::open, this::failed);
    }
  }

  private void open(Plan.Try attempt) {
    if (over) {
      return;
    }
    var opened = new Batch(attempt, client.loop(), this);
    batch = Optional.of(opened);
    client.whenCaughtUp(opened::resume);
    answer.opened();
    opened.start();
  }

  @Override
  public void on(Event event) {
    if (over) {
      return;
    }
    try {
      take(event);
    } catch (RuntimeException | StackOverflowError bug) {
      broken(bug);
    }
  }

  private void take(Event event) {
    meter.count(event);
    if (event instanceof Event.Grew) {
      tab.spoken();
    }
    hearing.on(event);
    if (event instanceof Event.Closed) {
      finish(meter.outcome(), Optional.empty(), () -> answer.on(event));
      return;
    }
    answer.on(event);
    if (client.behind()) {
      batch.ifPresent(Batch::pause);
    }
  }

  @Override
  public void failed(Failure failure) {
    var outcome = answer.begun() ? Outcome.TRUNCATED : Outcome.UPSTREAM_ERROR;
    fail(outcome, failure);
  }

  /// A fault of ours, or an upstream that tells its events out of order: the client must not wait
  /// for what will never come.
  private void broken(Throwable bug) {
    batch.ifPresent(Batch::cancel);
    var outcome = answer.begun() ? Outcome.TRUNCATED : Outcome.UPSTREAM_ERROR;
    fail(outcome, new Failure.Internal(Bugs.log(bug)));
  }

  /// Ends it before its time.
  ///
  /// @param why is what the client is told
  void cancel(Failure why) {
    if (!over) {
      batch.ifPresent(Batch::cancel);
      fail(Outcome.CANCELLED, why);
    }
  }

  private void gone() {
    batch.ifPresent(Batch::cancel);
    finish(Outcome.CLIENT_GONE, Optional.empty(), () -> {});
  }

  private void fail(Outcome outcome, Failure failure) {
    tab.troubled(answer.trouble(failure));
    finish(outcome, Optional.of(failure), () -> answer.failed(failure, meter.usage()));
  }

  private void finish(Outcome outcome, Optional<Failure> failure, Runnable lastBytes) {
    if (over) {
      return;
    }
    over = true;
    answer.closed();
    var usage = batch.isPresent() ? meter.usage() : UNASKED;
    tab.settle(
        outcome,
        usage,
        () -> {
          send(() -> {
            hearing.ended(outcome, failure, usage);
            lastBytes.run();
          });
          return answer.status();
        });
  }

  /// The books are closed; whatever breaks now, the client is told or cut off.
  private void send(Runnable lastBytes) {
    try {
      lastBytes.run();
    } catch (RuntimeException | StackOverflowError bug) {
      var failure = new Failure.Internal(Bugs.log(bug));
      try {
        answer.failed(failure, meter.usage());
      } catch (RuntimeException | StackOverflowError again) {
        Bugs.log(again);
        client.abort();
      }
    }
  }
}
