package dev.millrace.gateway.observe;

/// Is told of calls that ended. Must return at once: the data path calls it.
@FunctionalInterface
public interface Observer {
  void finished(Finished call);
}
