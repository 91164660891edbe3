package dev.millrace.engine.schedule;

import dev.millrace.engine.model.Forward;
import dev.millrace.llm.Embedder;
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
  private final Errands errands;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Semaphore preparing = new Semaphore(PREPARED_AT_ONCE, true);
  private final List<Desk.Waiting> arrived = new ArrayList<>();
  private final List<Desk.Waiting> queue = new ArrayList<>();
  private final Runnable leaving = this::leave;
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
    this.errands = new Errands(forward);
    this.worker = Thread.ofPlatform().daemon().name("millrace-engine").start(this::work);
  }

  /// Asks for an answer. Returns at once: the order is prepared on a thread of its own, and the
  /// reader is told everything later, refusals too.
  ///
  /// @param preparation may throw [Refused]
  public Upstream.Exchange open(Supplier<Order> preparation, Upstream.Sink sink) {
    var ticket = new Ticket(sink, this::wake);
    enter(ticket, () -> enqueue(new Desk.Waiting(ticket, preparation.get())));
    return ticket;
  }

  /// Asks for vectors, as [#open] asks for an answer. They are computed between the steps of
  /// answers.
  ///
  /// @param preparation may throw [Refused]
  /// @return what to run when nobody wants them any more
  public Runnable embed(Supplier<Embedding.Texts> preparation, Embedder.Sink sink) {
    var errand = new Errand(sink, this::wake);
    enter(errand, () -> enqueue(errand, new Embedding(preparation.get())));
    return errand::cancel;
  }

  private void enter(Visitor visitor, Runnable preparation) {
    lock.lock();
    try {
      if (closed) {
        refuseLater(visitor, stopping());
      } else if (waiting >= limits.waiting()) {
        refuseLater(visitor, overloaded());
      } else {
        waiting++;
        Thread.startVirtualThread(() -> prepare(visitor, preparation));
      }
    } finally {
      lock.unlock();
    }
  }

  private Failure overloaded() {
    String why = limits.waiting() + " requests wait for this model already; try again soon";
    return new Failure.Overloaded(why, Duration.ofSeconds(1));
  }

  private static Failure stopping() {
    return new Failure.Unavailable("the engine is stopping");
  }

  private static void refuseLater(Visitor visitor, Failure failure) {
    Thread.startVirtualThread(() -> refuse(visitor, failure));
  }

  private static void refuse(Visitor visitor, Failure failure) {
    if (!visitor.cancelled()) {
      visitor.refuse(failure);
    }
  }

  private void prepare(Visitor visitor, Runnable preparation) {
    preparing.acquireUninterruptibly();
    try {
      if (visitor.cancelled()) {
        leave();
      } else {
        preparation.run();
      }
    } catch (Refused refused) {
      leave();
      refuse(visitor, refused.failure());
    } catch (RuntimeException | Error bug) {
      leave();
      refuse(visitor, Desk.logged(bug));
    } finally {
      preparing.release();
    }
  }

  private void enqueue(Desk.Waiting order) {
    enqueue(order.ticket(), () -> arrived.add(order));
  }

  private void enqueue(Errand errand, Embedding embedding) {
    enqueue(errand, () -> errands.add(new Errands.Work(errand, embedding, this::leave)));
  }

  private void enqueue(Visitor visitor, Runnable adding) {
    lock.lock();
    try {
      if (closed) {
        refuseLater(visitor, stopping());
        return;
      }
      adding.run();
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
    errands.close(stopping());
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
    if (!queue.isEmpty()) {
      desk.admit(queue.iterator(), leaving);
    }
    boolean answered = desk.step();
    return errands.step(desk.mostTokens()) || answered;
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
