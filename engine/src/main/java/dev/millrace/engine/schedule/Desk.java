package dev.millrace.engine.schedule;

import dev.millrace.engine.model.Forward;
import dev.millrace.engine.model.Slice;
import dev.millrace.engine.tensor.Grid;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
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
  private final Memory memory;
  private final Planner planner;
  private final Pace pace;
  private final Workbench workbench;
  private final List<Job> jobs = new ArrayList<>();
  private final List<Slice> batch = new ArrayList<>();

  Desk(Forward forward, Wording wording, Limits limits, LongSupplier nanos) {
    this.forward = forward;
    this.wording = wording;
    this.limits = limits;
    this.memory = new Memory(forward, limits);
    this.planner = new Planner(memory);
    this.pace = new Pace(nanos);
    this.workbench = new Workbench(forward.vocabulary(), wording);
  }

  /// Takes in those that there is room for, first come first served.
  ///
  /// @param left told of each that leaves the queue, before its reader is told anything
  void admit(Iterator<Waiting> queue, Runnable left) {
    sweep();
    while (queue.hasNext() && planner.running(jobs) < limits.running()) {
      var waiting = queue.next();
      if (waiting.ticket().cancelled()) {
        queue.remove();
        left.run();
      } else if (!waiting.ticket().paused()) {
        if (!planner.hasRoom(jobs, waiting.order().prompt())) {
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
    var job = new Job(waiting.ticket(), waiting.order(), wording, memory);
    jobs.add(job);
    try {
      job.opened();
    } catch (RuntimeException | Error bug) {
      fail(job, logged(bug));
    }
  }

  /// Tokens that a step may take besides those of answers under way.
  int mostTokens() {
    return pace.most();
  }

  /// Computes one step.
  ///
  /// @return whether there was anything to compute
  boolean step() {
    sweep();
    spawn();
    List<Strand> step = planner.plan(jobs, pace.most());
    if (step.isEmpty()) {
      return false;
    }
    batch.clear();
    int tokens = 0;
    for (int at = 0; at < step.size(); at++) {
      batch.add(step.get(at).slice());
      tokens += step.get(at).slice().count();
    }
    pace.began();
    run(step);
    pace.ended(tokens);
    sweep();
    return true;
  }

  /// Begins choices that have waited for others to end.
  private void spawn() {
    for (int at = 0; at < jobs.size(); at++) {
      Job job = jobs.get(at);
      while (job.hasUnborn()
          && (job.strands().isEmpty()
              || (planner.running(jobs) < limits.running()
                  && planner.hasRoom(jobs, job.order().prompt())))) {
        job.spawn();
      }
    }
  }

  private void run(List<Strand> step) {
    Grid logits;
    try {
      logits = forward.run(batch);
    } catch (RuntimeException | Error bug) {
      Failure failure = logged(bug);
      step.forEach(strand -> fail(strand.job(), failure));
      return;
    }
    int row = 0;
    for (int at = 0; at < step.size(); at++) {
      Strand strand = step.get(at);
      if (!strand.job().over()) {
        guarded(strand, logits, row);
      }
      row += batch.get(at).asked();
    }
  }

  /// A bug, or a reader that throws, ends those it concerns and nobody else.
  private void guarded(Strand strand, Grid logits, int row) {
    try {
      heard(strand, logits, row);
    } catch (Refused refused) {
      fail(strand.job(), refused.failure());
    } catch (RuntimeException | Error bug) {
      fail(strand.job(), logged(bug));
    }
  }

  private void heard(Strand strand, Grid logits, int row) {
    Job job = strand.job();
    int asked = strand.slice().asked();
    for (int at = 0; strand.scores() && at < asked; at++) {
      job.score(logits, row + at, workbench);
    }
    if (!strand.ready()) {
      return;
    }
    int last = row + asked - 1;
    if (job.prompted()) {
      strand.say(logits, last, workbench);
      return;
    }
    int more = limits.running() - planner.running(jobs);
    for (var one : job.seen(strand, more)) {
      if (!job.over()) {
        one.say(logits, last, workbench);
      }
    }
  }

  /// Forgets jobs that are over, and takes their memory back.
  private void sweep() {
    for (int at = jobs.size() - 1; at >= 0; at--) {
      if (jobs.get(at).over()) {
        jobs.remove(at).release();
      }
    }
  }

  /// Fails everybody who is under way.
  void close(Failure failure) {
    jobs.forEach(job -> fail(job, failure));
    sweep();
  }

  /// A bug of ours, with a reference to what the log says of it.
  static Failure logged(Throwable bug) {
    String reference = UUID.randomUUID().toString();
    LOG.log(System.Logger.Level.ERROR, "a bug, reference " + reference, bug);
    return new Failure.Internal(reference);
  }

  private static void fail(Job job, Failure failure) {
    if (job.over()) {
      return;
    }
    job.ticket().close();
    try {
      job.ticket().sink().failed(failure);
    } catch (RuntimeException deaf) {
      LOG.log(System.Logger.Level.WARNING, "a reader failed to hear of a failure", deaf);
    }
  }
}
