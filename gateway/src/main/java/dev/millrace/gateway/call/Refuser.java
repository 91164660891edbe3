package dev.millrace.gateway.call;

import dev.millrace.llm.Failure;

/// Answers a request that no endpoint gets to see, in the form that its path owes: no such path,
/// wrong method, too large, too slow, malformed.
@FunctionalInterface
public interface Refuser {
  /// Writes the failure as a whole answer.
  void refuse(Arrival arrival, Failure failure, Client client);
}
