package dev.millrace.engine.schedule;

import dev.millrace.engine.model.Cache;
import dev.millrace.engine.model.Forward;
import dev.millrace.engine.model.Slice;
import dev.millrace.engine.sample.Ranking;
import dev.millrace.llm.Failure;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;

/// The jobs under way at one model, moved forward a step at a time. For one thread.
final class Desk {
  private static final System.Logger LOG = System.getLogger("dev.millrace.engine");

  private final Forward forward;
  private final Wording wording;
  private final Limits limits;
  private final Planner planner;
  private final Pace pace;
  private final Ranking ranking = new Ranking();
  private final List<Job> jobs = new ArrayList<>();

  Desk(Forward forward, Wording wording, Limits limits, LongSupplier nanos) {
    this.forward = forward;
    this.wording = wording;
    this.limits = limits;
    this.planner = new Planner(limits.cacheBytes() / forward.pageBytes());
    this.pace = new Pace(nanos);
  }

  /// Takes in those that there is room for, first come first served.
  ///
  /// @param left told of each that leaves the queue, before its reader is told anything
  void admit(Iterator<Waiting> queue, Runnable left) {
    while (queue.hasNext() && Planner.ready(jobs).size() < limits.running()) {
      var waiting = queue.next();
      if (waiting.ticket().cancelled()) {
        queue.remove();
        left.run();
      } else if (!waiting.ticket().paused()) {
        if (!planner.hasRoom(jobs, waiting.order().prompt().length)) {
          return;
        }
        queue.remove();
        left.run();
        begin(waiting);
      }
    }
  }

  /// An order that waits for its turn.
  record Waiting(Ticket ticket, Order order) {}

  private void begin(Waiting waiting) {
    guarded(
        List.of(waiting.ticket()),
        () -> {
          Cache cache = forward.cache(limits.window());
          var job = new Job(waiting.ticket(), waiting.order(), wording, cache);
          jobs.add(job);
          job.opened();
        });
  }

  /// Tokens that a step may take besides those of answers under way.
  int mostTokens() {
    return pace.most();
  }

  /// Computes one step.
  ///
  /// @return whether there was anything to compute
  boolean step() {
    jobs.removeIf(Job::over);
    List<Planner.Share> shares = planner.plan(jobs, pace.most());
    if (shares.isEmpty()) {
      return false;
    }
    List<Slice> batch = shares.stream().map(share -> share.job().slice(share.tokens())).toList();
    pace.began();
    guarded(shares.stream().map(share -> share.job().ticket()).toList(), () -> run(shares, batch));
    pace.ended(shares.stream().mapToInt(Planner.Share::tokens).sum());
    jobs.removeIf(Job::over);
    return true;
  }

  private void run(List<Planner.Share> shares, List<Slice> batch) {
    List<float[]> logits = forward.run(batch);
    for (int at = 0; at < batch.size(); at++) {
      Job job = shares.get(at).job();
      if (batch.get(at).logits() && !job.over()) {
        float[] own = logits.get(at);
        guarded(List.of(job.ticket()), () -> job.say(own, ranking));
      }
    }
  }

  /// Fails everybody who is under way.
  void close(Failure failure) {
    jobs.stream().filter(job -> !job.over()).forEach(job -> fail(job.ticket(), failure));
    jobs.clear();
  }

  /// A bug, or a reader that throws, ends those it concerns and nobody else.
  private void guarded(List<Ticket> concerned, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error bug) {
      Failure failure = logged(bug);
      List<Ticket> whole = jobs.stream().filter(Job::over).map(Job::ticket).toList();
      concerned.stream()
          .filter(ticket -> !whole.contains(ticket))
          .forEach(ticket -> fail(ticket, failure));
      jobs.removeIf(job -> concerned.contains(job.ticket()));
    }
  }

  /// A bug of ours, with a reference to what the log says of it.
  static Failure logged(Throwable bug) {
    String reference = UUID.randomUUID().toString();
    LOG.log(System.Logger.Level.ERROR, "a bug, reference " + reference, bug);
    return new Failure.Internal(reference);
  }

  private static void fail(Ticket ticket, Failure failure) {
    if (ticket.cancelled()) {
      return;
    }
    ticket.close();
    try {
      ticket.sink().failed(failure);
    } catch (RuntimeException deaf) {
      LOG.log(System.Logger.Level.WARNING, "a reader failed to hear of a failure", deaf);
    }
  }
}
