package dev.millrace.gateway.loop;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/// A loop in virtual time: nothing runs and no time passes until a test says so.
public final class ManualLoop implements Loop {
  private final Queue<Runnable> ready = new ArrayDeque<>();
  private final PriorityQueue<Due> timers =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingInt(Due::order));
  private Duration now = Duration.ZERO;
  private int order;
  private boolean inside = true;

  private record Due(Duration at, int order, Runnable task) {}

  @Override
  public boolean inside() {
    return inside;
  }

  /// What follows comes from another thread, as far as the loop's users can see.
  public void leave() {
    inside = false;
  }

  @Override
  public void run(Runnable task) {
    ready.add(task);
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    var due = new Due(now.plus(delay), order++, task);
    timers.add(due);
    return () -> timers.remove(due);
  }

  /// Runs what is waiting.
  public void turn() {
    boolean before = inside;
    inside = true;
    while (!ready.isEmpty()) {
      ready.remove().run();
    }
    inside = before;
  }

  /// Lets time pass.
  public void pass(Duration time) {
    Duration until = now.plus(time);
    while (!timers.isEmpty() && timers.element().at().compareTo(until) <= 0) {
      var due = timers.remove();
      now = due.at();
      ready.add(due.task());
      turn();
    }
    now = until;
  }

  /// How much time has passed.
  public Duration now() {
    return now;
  }

  /// How many timers are set.
  public int timers() {
    return timers.size();
  }
}
