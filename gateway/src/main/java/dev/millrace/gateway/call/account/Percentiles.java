package dev.millrace.gateway.call.account;

import java.util.List;
import java.util.OptionalDouble;

/// Numbers in order.
record Percentiles(List<Double> sorted) {
  Percentiles {
    sorted = sorted.stream().sorted().toList();
  }

  /// The smallest number that is not exceeded by more than `100 - percent` of a hundred; of no
  /// numbers there is none.
  ///
  /// @param percent 1 to 100
  OptionalDouble at(int percent) {
    if (sorted.isEmpty()) {
      return OptionalDouble.empty();
    }
    int rank = Math.ceilDiv(percent * sorted.size(), 100);
    return OptionalDouble.of(sorted.get(Math.max(1, rank) - 1));
  }
}
