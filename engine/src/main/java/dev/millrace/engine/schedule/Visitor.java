package dev.millrace.engine.schedule;

import dev.millrace.llm.Failure;

/// Somebody who waits for something from the scheduler, until it cannot be had or he leaves.
interface Visitor {
  /// Whether he has left.
  boolean cancelled();

  /// Tells him that he waits in vain.
  void refuse(Failure failure);
}
