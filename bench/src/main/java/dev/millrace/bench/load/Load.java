package dev.millrace.bench.load;

import dev.millrace.bench.wire.Reactor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Sends one [Ask] many times over keep-alive connections of the loopback, by one thread. A
/// connection that is lost is opened anew.
public final class Load {
  private static final long A_WHILE = TimeUnit.MILLISECONDS.toNanos(100);

  private final Ask ask;
  private final Plan plan;
  private final Reactor reactor;
  private final ByteBuffer request;
  private final Deque<Caller> idle = new ArrayDeque<>();
  private final List<Caller> callers = new ArrayList<>();
  private final Latencies first = new Latencies();
  private final Latencies whole = new Latencies();
  private final Latencies gaps = new Latencies();
  private long begin;
  private long sent;
  private long answered;
  private long failed;
  private long bytes;

  private Load(Ask ask, Plan plan, Reactor reactor) {
    this.ask = ask;
    this.plan = plan;
    this.reactor = reactor;
    request = ask.bytes();
  }

  /// Runs a load to its end.
  ///
  /// @throws IOException when no connection can be opened
  public static Tally run(Ask ask, Plan plan) throws IOException {
    try (var reactor = new Reactor()) {
      return new Load(ask, plan, reactor).run();
    }
  }

  private Tally run() throws IOException {
    for (int i = 0; i < plan.connections(); i++) {
      idle.add(caller());
    }
    begin = System.nanoTime();
    long end = begin + plan.longest().toNanos();
    while (answered + failed < plan.requests() && System.nanoTime() - end < 0) {
      sendDue();
      reactor.turn(patience());
    }
    long elapsed = System.nanoTime() - begin;
    failed += sent - answered - failed;
    long events = callers.stream().mapToLong(Caller::events).sum();
    return new Tally(
        answered, failed, events, bytes, Duration.ofNanos(elapsed), first, whole, gaps);
  }

  private Caller caller() throws IOException {
    reactor.connect(
        ask.port(),
        line -> {
          callers.add(new Caller(this, line));
          return callers.getLast();
        });
    return callers.getLast();
  }

  private void sendDue() throws IOException {
    while (sent < plan.requests() && !idle.isEmpty()) {
      long due = begin + plan.due(sent);
      if (due - System.nanoTime() > 0) {
        return;
      }
      sent++;
      var caller = idle.remove();
      (caller.isUsable() ? caller : caller()).ask(request, isClosed() ? System.nanoTime() : due);
    }
  }

  private boolean isClosed() {
    return plan.pace() instanceof Plan.Pace.Closed;
  }

  private long patience() {
    return isClosed() ? A_WHILE : Math.min(A_WHILE, begin + plan.due(sent) - System.nanoTime());
  }

  void begun(long nanos) {
    first.add(nanos);
  }

  void paused(long nanos) {
    gaps.add(nanos);
  }

  void received(int size) {
    bytes += size;
  }

  void ended(Caller caller, boolean good, long nanos) {
    if (good) {
      answered++;
      whole.add(nanos);
    } else {
      failed++;
    }
    idle.add(caller);
  }

  void lost(Caller caller, boolean waiting) {
    if (waiting) {
      failed++;
      idle.add(caller);
    }
  }
}
