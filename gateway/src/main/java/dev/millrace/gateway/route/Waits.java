package dev.millrace.gateway.route;

import java.time.Duration;
import java.util.Optional;

/// How long a deployment takes to the first word of its answers: a histogram of the latest, in steps
/// of a fifth from a millisecond to about twenty minutes. Old answers count less and less. Not
/// thread-safe.
final class Waits {
  private static final int STEPS = 78;
  private static final double RATIO = 1.2;
  private static final int ENOUGH = 20; // fewer tell nothing of the slowest twentieth
  private static final int MOST = 400;
  private static final double NANOS_PER_MILLI = 1e6;

  private final int[] counts = new int[STEPS];
  private int all;

  void add(long nanos) {
    counts[step(nanos)]++;
    all++;
    if (all >= MOST) {
      halve();
    }
  }

  /// So long as 95 of 100 answers took at most, rounded up by a fifth at most; absent until there
  /// are enough of them.
  Optional<Duration> p95() {
    if (all < ENOUGH) {
      return Optional.empty();
    }
    int left = all - Math.ceilDiv(all * 95, 100); // those that took longer
    int step = STEPS - 1;
    while (step > 0 && counts[step] <= left) {
      left -= counts[step];
      step--;
    }
    return Optional.of(Duration.ofNanos((long) (Math.pow(RATIO, step) * NANOS_PER_MILLI)));
  }

  private static int step(long nanos) {
    double millis = Math.max(1, nanos / NANOS_PER_MILLI);
    return Math.min(STEPS - 1, (int) Math.ceil(Math.log(millis) / Math.log(RATIO)));
  }

  private void halve() {
    all = 0;
    for (int step = 0; step < STEPS; step++) {
      counts[step] /= 2;
      all += counts[step];
    }
  }
}
