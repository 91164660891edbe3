package dev.millrace.gateway.observe;

import java.util.List;

/// Is told of calls that ended, and of requests that became none. Must return at once: the data
/// path calls it.
@FunctionalInterface
public interface Observer {
  void finished(Finished call);

  /// A request of somebody whom we know was refused.
  default void rejected(Rejected request) {}

  /// One that tells all of these.
  static Observer all(List<Observer> observers) {
    var all = List.copyOf(observers);
    return new Observer() {
      @Override
      public void finished(Finished call) {
        all.forEach(one -> one.finished(call));
      }

      @Override
      public void rejected(Rejected request) {
        all.forEach(one -> one.rejected(request));
      }
    };
  }
}
