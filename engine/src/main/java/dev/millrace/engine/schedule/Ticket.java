package dev.millrace.engine.schedule;

import dev.millrace.llm.Failure;
import dev.millrace.llm.Upstream;

/// The reader's hold on an answer, from the moment it is asked for.
final class Ticket implements Upstream.Exchange, Visitor {
  private final Upstream.Sink sink;
  private final Runnable wake;
  private volatile boolean cancelled;
  private volatile boolean paused;

  Ticket(Upstream.Sink sink, Runnable wake) {
    this.sink = sink;
    this.wake = wake;
  }

  Upstream.Sink sink() {
    return sink;
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  boolean paused() {
    return paused;
  }

  @Override
  public void refuse(Failure failure) {
    sink.failed(failure);
  }

  /// Nothing more is told.
  void close() {
    cancelled = true;
  }

  @Override
  public void cancel() {
    cancelled = true;
    wake.run();
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
    wake.run();
  }
}
