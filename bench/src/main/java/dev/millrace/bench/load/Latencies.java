package dev.millrace.bench.load;

import java.time.Duration;
import java.util.Arrays;

/// Durations, all of them kept.
public final class Latencies {
  private long[] nanos = new long[1024];
  private int size;

  void add(long elapsed) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * size);
    }
    nanos[size++] = elapsed;
  }

  /// How many there are.
  public int size() {
    return size;
  }

  /// The least duration that this share of them does not exceed.
  ///
  /// @param share above 0, up to 1
  /// @throws IllegalStateException when there are none
  public Duration quantile(double share) {
    if (size == 0) {
      throw new IllegalStateException("no latencies");
    }
    Arrays.sort(nanos, 0, size);
    return Duration.ofNanos(nanos[Math.max(0, (int) Math.ceil(share * size) - 1)]);
  }
}
