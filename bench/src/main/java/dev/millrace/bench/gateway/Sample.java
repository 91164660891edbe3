package dev.millrace.bench.gateway;

import dev.millrace.bench.load.Tally;

/// One round of a workload.
///
/// @param cpuMicros processor time of the subject in microseconds, for each request or event
record Sample(double cpuMicros, Tally tally) {
  double perSecond() {
    return tally.answered() / (tally.elapsed().toNanos() / 1e9);
  }

  double eventsPerAnswer() {
    return (double) tally.events() / tally.answered();
  }

  double wholeMillis(double share) {
    return tally.whole().quantile(share).toNanos() / 1e6;
  }

  double firstMillis(double share) {
    return tally.first().quantile(share).toNanos() / 1e6;
  }
}
