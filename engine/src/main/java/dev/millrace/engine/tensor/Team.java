package dev.millrace.engine.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// A fixed number of threads that share the work of a forward pass: the one that calls [#run] and some of our own.
///
/// Work is cut into pieces in a fixed way; which thread does a piece is left open, so that a thread that is kept from
/// its core holds nobody up for long. Between two pieces of work the threads look out for the next for some
/// microseconds, giving way to others meanwhile, and then sleep: an idle team uses no processor time.
///
/// One caller at a time.
public final class Team implements AutoCloseable {
  /// Work that can be cut anywhere between 0 and a count.
  @FunctionalInterface
  public interface Part {
    /// Does `from` to `to` (exclusive) with the kernels of the thread it runs on.
    void run(Kernels kernels, int from, int to);
  }

  private static final long LOOK_OUT_NANOS = 50_000;

  private final Kernels own;
  private final List<Worker> workers = new ArrayList<>();
  private final Work work = new Work();
  private volatile boolean closed;

  /// As many threads as `threads` says, the caller's included.
  public Team(int threads, KernelChoice choice) {
    if (threads < 1) {
      throw new IllegalArgumentException("a team of " + threads + " threads");
    }
    var maker = choice.maker();
    own = maker.get();
    for (int i = 1; i < threads; i++) {
      workers.add(new Worker(maker.get()));
    }
    IntStream.range(0, workers.size())
        .forEach(i ->
            Thread.ofPlatform().daemon().name("millrace-engine-" + (i + 1)).start(workers.get(i)));
  }

  /// The best kernels on all cores but one, or on the only one.
  public static Team standard() {
    return new Team(Math.max(1, Runtime.getRuntime().availableProcessors() - 1), KernelChoice.BEST);
  }

  /// How many threads work, the caller's included.
  public int threads() {
    return workers.size() + 1;
  }

  /// The kernels of the calling thread.
  public Kernels kernels() {
    return own;
  }

  /// Does `part` from 0 to `count` in pieces of `piece`, and returns when all of it is done.
  ///
  /// What a part throws is thrown here, after the others have stopped.
  public void run(int count, int piece, Part part) {
    if (closed) {
      throw new IllegalStateException("the team is closed");
    }
    if (workers.isEmpty() || count <= piece) {
      part.run(own, 0, count);
      return;
    }
    work.begin(count, piece, part);
    for (int i = 0; i < workers.size(); i++) {
      workers.get(i).wake();
    }
    work.take(own);
    work.await();
    work.rethrow();
  }

  @Override
  public void close() {
    closed = true;
    workers.forEach(Worker::wake);
  }

  /// Waits awake for a while; whether it saw what it waited for.
  private static boolean lookOut(BooleanSupplier seen) {
    long until = System.nanoTime() + LOOK_OUT_NANOS;
    for (int i = 1; !seen.getAsBoolean(); i++) {
      Thread.onSpinWait();
      if (i % 64 == 0) {
        if (System.nanoTime() > until) {
          return false;
        }
        giveWay();
      }
    }
    return true;
  }

  @SuppressWarnings(
      "ThreadPriorityCheck") // Nothing depends on it but fairness: somebody else may need the core.
  private static void giveWay() {
    Thread.yield();
  }

  private final class Worker implements Runnable {
    private final Kernels kernels;
    private final BooleanSupplier news = this::hasNews;
    private int last;
    private volatile Thread sleeper = Thread.currentThread();
    private volatile boolean asleep;

    Worker(Kernels kernels) {
      this.kernels = kernels;
    }

    @Override
    public void run() {
      sleeper = Thread.currentThread();
      while (!closed) {
        if (!lookOut(news)) {
          sleep();
        }
        last = work.round();
        work.take(kernels);
      }
    }

    private boolean hasNews() {
      return work.round() != last || closed;
    }

    private void sleep() {
      asleep = true;
      while (!hasNews()) {
        LockSupport.park(Team.this);
      }
      asleep = false;
    }

    void wake() {
      if (asleep) {
        LockSupport.unpark(sleeper);
      }
    }
  }

  /// What is to be done, round by round. `next` has the number of the round above and the next piece below, so that
  /// nobody who is late takes a piece of one round for one of another.
  private static final class Work {
    private static final int PIECE_BITS = 32;
    private static final long OVER = Integer.MAX_VALUE;

    private final AtomicLong next = new AtomicLong();
    private final AtomicInteger done = new AtomicInteger();
    private final Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
    private final BooleanSupplier finished = this::isDone;
    private int count;
    private int piece;
    private int pieces;
    private Part part = (_, _, _) -> {};
    private Thread caller = Thread.currentThread();
    private volatile boolean waiting;

    void begin(int newCount, int newPiece, Part newPart) {
      int round = round();
      next.set((long) round << PIECE_BITS | OVER);
      count = newCount;
      piece = newPiece;
      pieces = Math.ceilDiv(newCount, newPiece);
      part = newPart;
      caller = Thread.currentThread();
      waiting = false;
      done.set(0);
      next.set((long) (round + 1) << PIECE_BITS);
    }

    int round() {
      return (int) (next.get() >>> PIECE_BITS);
    }

    /// Does pieces until none is left. Whoever takes one holds up the round, so that what he reads stays as it is.
    void take(Kernels kernels) {
      while (true) {
        long now = next.get();
        int index = (int) now;
        if (index >= pieces) {
          return;
        }
        if (next.compareAndSet(now, now + 1)) {
          run(kernels, index);
        }
      }
    }

    private void run(Kernels kernels, int index) {
      if (thrown.isEmpty()) {
        attempt(kernels, index);
      }
      if (done.incrementAndGet() == pieces && waiting) {
        LockSupport.unpark(caller);
      }
    }

    private void attempt(Kernels kernels, int index) {
      try {
        int from = index * piece;
        part.run(kernels, from, Math.min(count, from + piece));
      } catch (RuntimeException | Error e) {
        thrown.add(e);
      }
    }

    void await() {
      if (lookOut(finished)) {
        return;
      }
      waiting = true;
      while (!isDone()) {
        LockSupport.park(this);
      }
    }

    private boolean isDone() {
      return done.get() == pieces;
    }

    void rethrow() {
      if (thrown.isEmpty()) {
        return;
      }
      var all = List.copyOf(thrown);
      thrown.clear();
      switch (all.getFirst()) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new AssertionError(e);
      }
    }
  }
}
