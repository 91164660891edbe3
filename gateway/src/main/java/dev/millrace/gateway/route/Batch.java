package dev.millrace.gateway.route;

import dev.millrace.gateway.loop.Loop;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Request;
import dev.millrace.llm.Upstream;
import dev.millrace.llm.Usage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A try at requests whose answers are one: the choices of each follow on those of the one before,
/// usage is the sum, and the first failure is that of all. So many at a time as do not take an
/// upstream for themselves. Used on its loop only.
public final class Batch implements Upstream.Exchange {
  private static final int ABREAST = 8;

  private final Target target;
  private final List<Request> requests;
  private final Loop loop;
  private final Upstream.Sink sink;
  private final Set<Attempt> running = new HashSet<>();
  private final Map<Integer, Usage> usage = new HashMap<>();
  private int begun;
  private int ended;
  private boolean opened;
  private boolean paused;
  private boolean over;

  public Batch(Plan.Try attempt, Loop loop, Upstream.Sink sink) {
    this.target = attempt.target();
    this.requests = attempt.requests();
    this.loop = loop;
    this.sink = sink;
  }

  /// Starts, unless it was cancelled before. Once only.
  public void start() {
    while (!over && begun < requests.size() && running.size() < ABREAST) {
      int number = begun++;
      new Member(number).start();
    }
  }

  @Override
  public void cancel() {
    over = true;
    var rest = List.copyOf(running);
    running.clear();
    rest.forEach(Attempt::cancel);
  }

  @Override
  public void pause() {
    paused = true;
    List.copyOf(running).forEach(Attempt::pause);
  }

  @Override
  public void resume() {
    paused = false;
    List.copyOf(running).forEach(Attempt::resume);
  }

  private void closed() {
    ended++;
    if (ended < requests.size()) {
      start();
      return;
    }
    over = true;
    sink.on(new Event.Closed());
  }

  /// The sum is told from when all have told of theirs.
  private void metered(int number, Usage part) {
    usage.put(number, part);
    if (usage.size() == requests.size()) {
      usage.values().stream().reduce(Usage::plus).map(Event.Metered::new).ifPresent(sink::on);
    }
  }

  /// One of the requests.
  private final class Member implements Upstream.Sink {
    private final int number;
    private final int firstChoice;
    private final Attempt attempt;

    Member(int number) {
      this.number = number;
      this.firstChoice = number * requests.get(number).bounds().choices();
      this.attempt = new Attempt(target, loop, this);
    }

    void start() {
      running.add(attempt);
      if (paused) {
        attempt.pause();
      }
      attempt.start(requests.get(number));
    }

    @Override
    public void on(Event event) {
      switch (event) {
        case Event.Opened _ -> {
          if (!opened) {
            opened = true;
            sink.on(event);
          }
        }
        case Event.Metered(var part) -> metered(number, part);
        case Event.Closed _ -> {
          running.remove(attempt);
          closed();
        }
        case Event.Prompted _,
            Event.Sampled _,
            Event.Began _,
            Event.Grew _,
            Event.Signed _,
            Event.Cited _,
            Event.Ended _,
            Event.Stopped _ ->
            sink.on(firstChoice == 0 ? event : event.further(firstChoice));
      }
    }

    @Override
    public void failed(Failure failure) {
      running.remove(attempt);
      cancel();
      sink.failed(requests.size() == 1 ? failure : named(failure));
    }

    /// What is wrong with one of several prompts is told of that one.
    private Failure named(Failure failure) {
      return failure instanceof Failure.BadRequest(var field, var problem, var why)
              && field.startsWith("prompt")
          ? new Failure.BadRequest(
              "prompt[" + number + "]" + field.substring("prompt".length()), problem, why)
          : failure;
    }
  }
}
