package dev.millrace.bench.engine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// Time of the clock and of the processors, from when it is made.
final class Watch {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final long clock = System.nanoTime();
  private final long processor = SYSTEM.getProcessCpuTime();

  /// How many in a second of either.
  record Rate(double perSecond, double perProcessorSecond) {}

  Rate rate(long count) {
    double seconds = (System.nanoTime() - clock) / 1e9;
    double busy = Math.max(1, SYSTEM.getProcessCpuTime() - processor) / 1e9;
    return new Rate(count / seconds, count / busy);
  }
}
