package dev.millrace.bench.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Rates of several kinds of work, each measured several times.
final class Table {
  private final Map<String, List<Watch.Rate>> rates = new LinkedHashMap<>();

  void add(String work, Watch.Rate rate) {
    rates.computeIfAbsent(work, _ -> new ArrayList<>()).add(rate);
  }

  /// The median by the clock.
  double perSecond(String work) {
    return median(work, Watch.Rate::perSecond);
  }

  /// The median by processor time.
  double perProcessorSecond(String work) {
    return median(work, Watch.Rate::perProcessorSecond);
  }

  private double median(String work, ToDoubleFunction<Watch.Rate> part) {
    var sorted = rates.getOrDefault(work, List.of()).stream().mapToDouble(part).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  void print() {
    rates
        .keySet()
        .forEach(work ->
            System.out.printf(
                "%-32s %7.1f tokens/s   %7.1f tokens per CPU second%n",
                work, perSecond(work), perProcessorSecond(work)));
  }
}
