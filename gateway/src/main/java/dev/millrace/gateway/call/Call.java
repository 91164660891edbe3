package dev.millrace.gateway.call;

import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.route.Plan;
import dev.millrace.gateway.route.Relay;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import java.util.Optional;

/// One call under way: passes on what the upstream says, counts it, and settles once, whatever
/// happens. Used on the client's loop only.
final class Call implements Relay.Listener {
  private final Tab tab;
  private final Client client;
  private final Answer answer;
  private final Relay relay;
  private Witness.Hearing hearing = Witness.DEAF;
  private boolean over;

  Call(Tab tab, Relay.Task task, Client client, Answer answer) {
    this.tab = tab;
    this.client = client;
    this.answer = answer;
    this.relay = new Relay(task, client.loop(), this);
  }

  /// Who hears of it from now on.
  void heardBy(Witness.Hearing other) {
    hearing = other;
  }

  void start() {
    client.whenGone(this::gone);
    if (!over) {
      client.whenCaughtUp(relay::resume);
      answer.opened();
      relay.start();
    }
  }

  @Override
  public void answeredBy(Plan.Try attempt) {
    guarded(() -> {
      hearing.answeredBy(attempt);
      answer.answeredBy(attempt);
    });
  }

  @Override
  public boolean fresh() {
    return !answer.begun() && hearing.startsAnew();
  }

  @Override
  public void on(Event event) {
    guarded(() -> take(event));
  }

  private void guarded(Runnable step) {
    if (over) {
      return;
    }
    try {
      step.run();
    } catch (RuntimeException | StackOverflowError bug) {
      broken(bug);
    }
  }

  private void take(Event event) {
    if (event instanceof Event.Grew) {
      tab.spoken();
    }
    hearing.on(event);
    if (event instanceof Event.Closed) {
      finish(relay.outcome(), Optional.empty(), () -> answer.on(event));
      return;
    }
    answer.on(event);
    if (client.behind()) {
      relay.pause();
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
    relay.cancel();
    var outcome = answer.begun() ? Outcome.TRUNCATED : Outcome.UPSTREAM_ERROR;
    fail(outcome, new Failure.Internal(Bugs.log(bug)));
  }

  /// Ends it before its time.
  ///
  /// @param why is what the client is told
  void cancel(Failure why) {
    if (!over) {
      relay.cancel();
      fail(Outcome.CANCELLED, why);
    }
  }

  private void gone() {
    relay.cancel();
    finish(Outcome.CLIENT_GONE, Optional.empty(), () -> {});
  }

  private void fail(Outcome outcome, Failure failure) {
    tab.troubled(answer.trouble(failure));
    finish(outcome, Optional.of(failure), () -> answer.failed(failure, relay.usage()));
  }

  private void finish(Outcome outcome, Optional<Failure> failure, Runnable lastBytes) {
    if (over) {
      return;
    }
    over = true;
    answer.closed();
    var usage = relay.usage();
    tab.settle(
        outcome,
        new Tab.Sum(relay.answering().place().model(), usage, relay.spent()),
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
        answer.failed(failure, relay.usage());
      } catch (RuntimeException | StackOverflowError again) {
        Bugs.log(again);
        client.abort();
      }
    }
  }
}
