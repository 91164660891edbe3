package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model.Deployment;

/// How busy and how well the places are where models run. Thread-safe.
public interface Load {
  /// Whether a place may be asked before others: it has not failed too often of late.
  boolean usable(Deployment deployment);

  /// How many requests are under way there.
  int outstanding(Deployment deployment);

  /// How long its answers take to begin, in nanoseconds, of late and rather too much than too
  /// little; 0 while nobody knows.
  double latency(Deployment deployment);

  /// Nobody knows anything.
  static Load unknown() {
    return new Load() {
      @Override
      public boolean usable(Deployment deployment) {
        return true;
      }

      @Override
      public int outstanding(Deployment deployment) {
        return 0;
      }

      @Override
      public double latency(Deployment deployment) {
        return 0;
      }
    };
  }
}
