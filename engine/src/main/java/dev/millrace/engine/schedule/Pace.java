package dev.millrace.engine.schedule;

import java.util.function.LongSupplier;

/// How many tokens of prompts a step may take, so that steps stay short enough for a reader who
/// leaves, and for those who wait for their next token, whatever the model and the machine.
final class Pace {
  private static final int LEAST = 16;
  private static final int MOST = 256;
  private static final double STEP_NANOS = 50e6;

  private final LongSupplier nanos;
  private double nanosPerToken;
  private long began;

  /// @param nanos a clock that only goes forward, in nanoseconds
  Pace(LongSupplier nanos) {
    this.nanos = nanos;
  }

  int most() {
    if (nanosPerToken == 0) {
      return 4 * LEAST;
    }
    return (int) Math.clamp(STEP_NANOS / nanosPerToken, LEAST, MOST);
  }

  void began() {
    began = nanos.getAsLong();
  }

  /// A step of that many tokens is done.
  void ended(int tokens) {
    if (tokens < LEAST) {
      return;
    }
    double last = (double) Math.max(1, nanos.getAsLong() - began) / tokens;
    nanosPerToken = nanosPerToken == 0 ? last : 0.7 * nanosPerToken + 0.3 * last;
  }
}
