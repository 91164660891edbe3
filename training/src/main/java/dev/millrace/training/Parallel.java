package dev.millrace.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// A few threads that share loops. Every item of a loop must write only what is its own, so that the result does not
/// depend on who does which.
final class Parallel implements AutoCloseable {
  interface Range {
    void run(int from, int to);
  }

  interface Item {
    void run(int index);
  }

  private final int threads;
  private final ExecutorService pool;

  Parallel(int threads) {
    this.threads = threads;
    this.pool = Executors.newFixedThreadPool(threads);
  }

  /// Runs 0 to `count` - 1 in one range per thread, each but the last a multiple of `grain`.
  void ranges(int count, int grain, Range body) {
    int share = (int) Math.ceilDiv(Math.ceilDiv((long) count, grain), threads) * grain;
    List<Runnable> jobs = new ArrayList<>();
    for (int from = 0; from < count; from += share) {
      int start = from;
      jobs.add(() -> body.run(start, Math.min(count, start + share)));
    }
    all(jobs);
  }

  /// Runs each of 0 to `count` - 1, whoever is free taking the next.
  void items(int count, Item body) {
    var next = new AtomicInteger();
    List<Runnable> jobs = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      jobs.add(() -> {
        for (int index = next.getAndIncrement(); index < count; index = next.getAndIncrement()) {
          body.run(index);
        }
      });
    }
    all(jobs);
  }

  private void all(List<Runnable> jobs) {
    List<Future<?>> running = new ArrayList<>();
    jobs.forEach(job -> running.add(pool.submit(job)));
    try {
      for (var job : running) {
        job.get();
      }
    } catch (InterruptedException | ExecutionException failure) {
      throw new IllegalStateException("a training thread failed", failure);
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
