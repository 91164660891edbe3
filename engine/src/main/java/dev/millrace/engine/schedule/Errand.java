package dev.millrace.engine.schedule;

import dev.millrace.llm.Embedder;
import dev.millrace.llm.Failure;

/// The hold of somebody who waits for vectors, from the moment they are asked for.
final class Errand implements Visitor {
  private final Embedder.Sink sink;
  private final Runnable wake;
  private volatile boolean cancelled;

  Errand(Embedder.Sink sink, Runnable wake) {
    this.sink = sink;
    this.wake = wake;
  }

  Embedder.Sink sink() {
    return sink;
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  @Override
  public void refuse(Failure failure) {
    sink.failed(failure);
  }

  void cancel() {
    cancelled = true;
    wake.run();
  }
}
