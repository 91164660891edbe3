package dev.millrace.engine.schedule;

import dev.millrace.engine.model.Forward;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Computes many requests at one model, on one thread of its own, which sleeps while there is
/// nothing to do. A step computes one token of every answer under way and a stretch of the prompts;
/// requests join and leave between steps. Readers are told on that thread and must not block it.
/// Thread-safe.
public final class Scheduler implements AutoCloseable {
  private static final int PREPARED_AT_ONCE = 2;

  private final Limits limits;
  private final Desk desk;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Semaphore preparing = new Semaphore(PREPARED_AT_ONCE, true);
  private final List<Desk.Waiting> arrived = new ArrayList<>();
  private final List<Desk.Waiting> queue = new ArrayList<>();
  private final Thread worker;
  private int waiting;
  private boolean news;
  private boolean closed;

  /// Starts the thread. Closing does not close the model.
  ///
  /// @param limits that fit the model, see [Limits#fitting]
  public Scheduler(Forward forward, Wording wording, Limits limits) {
    this.limits = limits;
    this.desk = new Desk(forward, wording, limits, System::nanoTime);
    this.worker = Thread.ofPlatform().daemon().name("millrace-engine").start(this::work);
  }

  /// Asks for an answer. Returns at once: the order is prepared on a thread of its own, and the
  /// reader is told everything later, refusals too.
  ///
  /// @param preparation may throw [Refused]
  public Upstream.Exchange open(Supplier<Order> preparation, Upstream.Sink sink) {
    var ticket = new Ticket(sink, this::wake);
    lock.lock();
    try {
      if (closed) {
        refuseLater(ticket, stopping());
      } else if (waiting >= limits.waiting()) {
        refuseLater(ticket, overloaded());
      } else {
        waiting++;
        Thread.startVirtualThread(() -> prepare(ticket, preparation));
      }
    } finally {
      lock.unlock();
    }
    return ticket;
  }

  private Failure overloaded() {
    String why = limits.waiting() + " requests wait for this model already; try again soon";
    return new Failure.Overloaded(why, Duration.ofSeconds(1));
  }

  private static Failure stopping() {
    return new Failure.Unavailable("the engine is stopping");
  }

  private static void refuseLater(Ticket ticket, Failure failure) {
    Thread.startVirtualThread(() -> refuse(ticket, failure));
  }

  private static void refuse(Ticket ticket, Failure failure) {
    if (!ticket.cancelled()) {
      ticket.sink().failed(failure);
    }
  }

  private void prepare(Ticket ticket, Supplier<Order> preparation) {
    preparing.acquireUninterruptibly();
    try {
      if (ticket.cancelled()) {
        leave();
      } else {
        enqueue(new Desk.Waiting(ticket, preparation.get()));
      }
    } catch (Refused refused) {
      leave();
      refuse(ticket, refused.failure());
    } catch (RuntimeException | Error bug) {
      leave();
      refuse(ticket, Desk.logged(bug));
    } finally {
      preparing.release();
    }
  }

  private void enqueue(Desk.Waiting order) {
    lock.lock();
    try {
      if (closed) {
        refuseLater(order.ticket(), stopping());
        return;
      }
      arrived.add(order);
    } finally {
      lock.unlock();
    }
    wake();
  }

  private void leave() {
    lock.lock();
    try {
      waiting--;
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      news = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    while (takeArrivals()) {
      if (!guardedTurn()) {
        sleep();
      }
    }
    queue.forEach(order -> refuse(order.ticket(), stopping()));
    desk.close(stopping());
  }

  private boolean guardedTurn() {
    try {
      return turn();
    } catch (RuntimeException | Error bug) {
      desk.close(Desk.logged(bug));
      return true;
    }
  }

  private boolean turn() {
    desk.admit(queue.iterator(), this::leave);
    return desk.step();
  }

  /// @return whether to go on
  private boolean takeArrivals() {
    lock.lock();
    try {
      queue.addAll(arrived);
      arrived.clear();
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void sleep() {
    lock.lock();
    try {
      while (!news) {
        changed.awaitUninterruptibly();
      }
      news = false;
    } finally {
      lock.unlock();
    }
  }

  /// Fails all that is under way with [Failure.Unavailable] and waits for the thread to end.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    wake();
    boolean interrupted = false;
    while (worker.isAlive()) {
      try {
        worker.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
