package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.ledger.Spent;
import dev.millrace.gateway.loop.Loop;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Upstream;
import dev.millrace.llm.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Runs a plan: makes its attempts, one after the other or two at once, until one answers. The
/// answer is that attempt's whose first word comes first. It is committed with the first byte of it
/// that the client is sent: until then another attempt may take its place and nobody notices;
/// after that it can only be gone on with, or end with a failure. Tells its listener of exactly one
/// end, unless it is cancelled. Used on its loop only.
public final class Relay implements Upstream.Exchange {
  private static final int MOST_REPEATED = 2; // of attempts where somebody was asked before

  private final Task task;
  private final Manner manner;
  private final Loop loop;
  private final Listener listener;
  private final List<Plan.Try> untried;
  private final List<Leg> legs = new ArrayList<>();
  private final List<Spent> spent = new ArrayList<>();
  private final Troubles troubles = new Troubles();
  private final boolean going; // whether somebody may go on with an answer that breaks off
  private Optional<Unfinished> unfinished = Optional.empty();
  private Optional<Splice> splice = Optional.empty();
  private Optional<Failure> broke = Optional.empty();
  private Usage before = Meter.NOTHING; // of what the client was told by those who broke off
  private Optional<Leg> latest = Optional.empty();
  private Optional<Leg> chosen = Optional.empty();
  private Loop.Timer whole = () -> {};
  private Loop.Timer soon = () -> {};
  private int attempts;
  private int repeated;
  private boolean paused;
  private boolean over;

  /// Who hears the answer.
  public interface Listener extends Upstream.Sink {
    /// The answer is that of this attempt, and begins now. What was heard before is void.
    void answeredBy(Plan.Try attempt);

    /// Whether the client has been sent nothing of the answer, so that another may take its place.
    boolean fresh();
  }

  /// What is to be done before an attempt.
  public interface Way {
    /// Does it; tells one of the two, on the loop, perhaps at once.
    ///
    /// @param ready is told the attempt as it can be made
    void go(Plan.Try attempt, Consumer<Plan.Try> ready, Consumer<Failure> failed);
  }

  /// What there is to do.
  ///
  /// @param meter has counted nothing yet
  public record Task(Relays relays, Plan plan, Meter meter, Way way) {}

  public Relay(Task task, Loop loop, Listener listener) {
    this.task = task;
    this.manner = task.plan().model().manner();
    this.loop = loop;
    this.listener = listener;
    this.untried = new ArrayList<>(task.plan().attempts());
    this.going =
        manner.continuation() != Manner.Continuation.OFF
            && untried.size() > 1
            && !task.plan().first().target().isChecked()
            && Unfinished.possible(task.plan().first().requests());
  }

  /// Starts, unless it was cancelled before. Once only.
  public void start() {
    if (over) {
      return;
    }
    whole = loop.after(manner.whole(), this::overdue);
    next();
  }

  @Override
  public void cancel() {
    if (!over) {
      finish();
      drop();
    }
  }

  @Override
  public void pause() {
    paused = true;
    List.copyOf(legs).forEach(Leg::pause);
  }

  @Override
  public void resume() {
    paused = false;
    List.copyOf(legs).forEach(Leg::resume);
  }

  /// What the client's answer has taken until now; nothing before anybody was asked. Where several
  /// gave it the prompt counts once, as the first counted it, and what each of them has said.
  public Usage usage() {
    if (broke.isEmpty()) {
      return chosen.or(() -> latest.filter(Leg::started)).map(Leg::usage).orElse(Meter.NOTHING);
    }
    return chosen.map(Leg::usage).map(Relay::said).map(before::plus).orElse(before);
  }

  private static Usage said(Usage usage) {
    return new Usage(0, 0, usage.output(), usage.reasoning(), usage.origin());
  }

  /// How the answer has ended if it is whole.
  public Outcome outcome() {
    return chosen.map(Leg::meter).orElse(task.meter()).outcome();
  }

  /// What every attempt that is over took, in the order in which they ended.
  public List<Spent> spent() {
    return List.copyOf(spent);
  }

  /// The attempt that answers, or was made last.
  public Plan.Try answering() {
    return chosen.or(() -> latest).map(Leg::attempt).orElse(task.plan().first());
  }

  private void next() {
    pick(false).ifPresentOrElse(this::launch, this::again);
  }

  /// Takes the best of those who were not asked yet. Where none of them is doing well the first is
  /// asked all the same: who is alone is better asked than not.
  ///
  /// @param well whether only one that is doing well will do
  private Optional<Plan.Try> pick(boolean well) {
    if (attempts > manner.retries()) {
      return Optional.empty();
    }
    var health = task.relays().health();
    var best = untried.stream().filter(one -> health.usable(one.place().deployment())).findFirst();
    var picked = well ? best : best.or(() -> untried.stream().findFirst());
    picked.ifPresent(untried::remove);
    return picked;
  }

  private void launch(Plan.Try attempt) {
    attempts++;
    var leg = new Leg(attempt, task.meter().another(before.output()), this);
    legs.add(leg);
    latest = Optional.of(leg);
    if (attempts == 1) {
      soon = new Hedge(manner, task).arm(attempt, loop, this::hedge);
    }
    task.way()
        .go(
            going ? Unfinished.telling(attempt) : attempt,
            ready -> start(leg, ready),
            failure -> failed(leg, failure));
  }

  private void start(Leg leg, Plan.Try ready) {
    if (legs.contains(leg)) {
      leg.start(ready, task.relays().health(), loop, paused);
    }
  }

  /// The first takes long: somebody else is asked as well.
  private void hedge() {
    boolean alone = !over && chosen.isEmpty() && legs.size() == 1;
    if (alone) {
      var second = pick(true);
      if (second.isPresent()) {
        if (new Hedge(manner, task).pays(second.get())) {
          launch(second.get());
        } else {
          untried.addFirst(second.get());
        }
      }
    }
  }

  /// An attempt has said its first word.
  void speaks(Leg leg) {
    if (over || !legs.contains(leg) || chosen.isPresent()) {
      return;
    }
    chosen = Optional.of(leg);
    leg.choose();
    soon.cancel();
    legs.remove(leg);
    drop();
    legs.add(leg);
    if (broke.isEmpty()) {
      unfinished = going ? Optional.of(new Unfinished()) : Optional.empty();
      listener.answeredBy(leg.attempt());
    } else {
      splice = unfinished.map(Unfinished::splice);
    }
  }

  /// An attempt goes on.
  void on(Leg leg, Event event) {
    if (over || !leg.chosen()) {
      return;
    }
    if (event instanceof Event.Closed) {
      leg.over(Health.Ending.GOOD);
      legs.remove(leg);
      spent.add(leg.spent(leg.meter().outcome()));
      finish();
    }
    if (splice.isPresent()) {
      splice.get().turn(event, this::tell);
    } else {
      tell(event);
    }
  }

  private void tell(Event event) {
    if (unfinished.isPresent()) {
      unfinished.get().add(event);
    }
    switch (event) {
      case Event.Metered _ -> listener.on(new Event.Metered(usage()));
      case Event.Sampled _ when !asksForTokens() -> {}
      case Event.Sampled _,
          Event.Opened _,
          Event.Prompted _,
          Event.Began _,
          Event.Grew _,
          Event.Ended _,
          Event.Stopped _,
          Event.Signed _,
          Event.Cited _,
          Event.Closed _ ->
          listener.on(event);
    }
  }

  /// Where nobody asked for them, the tokens of an answer are for those who may go on with it.
  private boolean asksForTokens() {
    return !going || task.plan().first().requests().getFirst().detail().tokens();
  }

  /// An attempt will never be whole.
  void failed(Leg leg, Failure failure) {
    if (over || !legs.remove(leg)) {
      return;
    }
    soon.cancel();
    if (leg.started()) {
      spent.add(leg.spent(leg.outcome(failure)));
    }
    var place = leg.attempt().place();
    failure.rest().ifPresent(time -> task.relays().health().rest(place.deployment(), time));
    troubles.add(leg.attempt(), failure);
    if (leg.chosen()) {
      if (!listener.fresh()) {
        before = usage();
        broke = Optional.of(failure);
        chosen = Optional.empty();
        goOn();
        return;
      }
      chosen = Optional.empty();
    }
    if (broke.isPresent()) {
      goOn();
    } else {
      follow(place, failure);
    }
  }

  /// The client has a part of the answer: somebody else goes on with it, or it ends with what broke
  /// it.
  private void goOn() {
    boolean worth = broke.filter(why -> Verdict.of(why) == Verdict.OTHERS).isPresent();
    if (worth && attempts <= manner.retries()) {
      for (var one : List.copyOf(untried)) {
        var rest = unfinished.flatMap(answer -> continued(answer, one));
        if (rest.isPresent()) {
          untried.remove(one);
          launch(rest.get());
          return;
        }
      }
    }
    broke.ifPresent(this::fail);
  }

  private Optional<Plan.Try> continued(Unfinished answer, Plan.Try next) {
    boolean same = next.place().model().id().equals(answering().place().model().id());
    boolean well = task.relays().health().usable(next.place().deployment());
    return same && well ? answer.continued(next, manner, before.output()) : Optional.empty();
  }

  private void follow(Place failed, Failure failure) {
    switch (Verdict.of(failure)) {
      case STOP -> fail(failure);
      case OTHERS -> {}
      case LARGER -> untried.removeIf(one -> !one.place().isLarger(failed, failure));
    }
    if (!over && legs.isEmpty()) {
      next();
    }
  }

  /// Nobody is left: somebody is asked a second time, or that was all.
  private void again() {
    boolean may = attempts <= manner.retries() && repeated < MOST_REPEATED;
    var second = may ? troubles.again() : Optional.<Troubles.Again>empty();
    if (second.isEmpty()) {
      fail(troubles.best());
      return;
    }
    repeated++;
    var attempt = second.get().attempt();
    Duration after = second.get().after();
    if (after.isZero()) {
      launch(attempt);
    } else {
      soon = loop.after(after, () -> launch(attempt));
    }
  }

  private void overdue() {
    if (!over) {
      drop();
      fail(new Failure.TimedOut(manner.whole()));
    }
  }

  private void fail(Failure failure) {
    finish();
    drop();
    listener.failed(failure);
  }

  private void finish() {
    over = true;
    whole.cancel();
    soon.cancel();
  }

  /// Nobody waits for those under way any more.
  private void drop() {
    var rest = List.copyOf(legs);
    legs.clear();
    for (var leg : rest) {
      leg.cancel();
      if (leg.started()) {
        spent.add(leg.spent(Outcome.CANCELLED));
      }
    }
  }
}
