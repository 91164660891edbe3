package dev.millrace.gateway.route;

import java.time.Duration;

/// Keeps requests from a deployment that fails. Closed: all may go. Open: nobody, for a while that
/// doubles with each vain probe, from 5 seconds to 2 minutes. Then half open: one may go, the probe;
/// if it is answered all may. Opens after 5 failures with no success between, or when at least half
/// of 20 or more answers failed, each within 30 seconds. Not thread-safe; time is in nanoseconds
/// from anywhere.
final class Breaker {
  private static final long WINDOW = Duration.ofSeconds(30).toNanos();
  private static final long FIRST_REST = Duration.ofSeconds(5).toNanos();
  private static final long LONGEST_REST = Duration.ofMinutes(2).toNanos();
  private static final long PROBE_FORGOTTEN = Duration.ofMinutes(2).toNanos();
  private static final int IN_A_ROW = 5;
  private static final int ENOUGH = 20;

  private enum State {
    CLOSED,
    OPEN,
    PROBING
  }

  private State state = State.CLOSED;
  private long since; // of the state, or of the window while closed
  private long rest = FIRST_REST;
  private int inARow;
  private int good;
  private int bad;

  Breaker(long now) {
    since = now;
  }

  /// Whether a request may go now.
  boolean lets(long now) {
    return switch (state) {
      case CLOSED -> true;
      case OPEN -> now - since >= rest;
      case PROBING -> now - since >= PROBE_FORGOTTEN;
    };
  }

  /// Whether requests are held back, but for a probe.
  boolean open() {
    return state != State.CLOSED;
  }

  /// A request goes.
  ///
  /// @return whether it is the probe
  boolean goes(long now) {
    if (state == State.CLOSED || !lets(now)) {
      return false;
    }
    state = State.PROBING;
    since = now;
    return true;
  }

  /// A request was answered, which also ends what was held against the deployment.
  void good(long now) {
    roll(now);
    good++;
    inARow = 0;
    if (open()) {
      close(now);
    }
  }

  /// A request failed through no fault of its own.
  ///
  /// @param probe whether it was the probe
  void bad(long now, boolean probe) {
    if (open()) {
      if (probe && state == State.PROBING) {
        open(now, Math.min(rest * 2, LONGEST_REST));
      }
      return;
    }
    roll(now);
    bad++;
    inARow++;
    if (inARow >= IN_A_ROW || (good + bad >= ENOUGH && bad >= good)) {
      open(now, FIRST_REST);
    }
  }

  /// The probe ended before it showed anything: the next may be another.
  void untold() {
    if (state == State.PROBING) {
      state = State.OPEN;
      since -= rest;
    }
  }

  private void open(long now, long length) {
    state = State.OPEN;
    since = now;
    rest = length;
  }

  private void close(long now) {
    state = State.CLOSED;
    rest = FIRST_REST;
    forget(now);
  }

  private void roll(long now) {
    if (!open() && now - since >= WINDOW) {
      forget(now);
    }
  }

  private void forget(long now) {
    since = now;
    good = 0;
    bad = 0;
    inARow = 0;
  }
}
