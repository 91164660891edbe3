package dev.millrace.gateway.loop;

import java.time.Duration;

/// The one thread that runs everything of one connection, so that nothing on the data path needs a
/// lock. Nothing that runs on it may block.
public interface Loop {
  /// Whether the caller runs on it.
  boolean inside();

  /// Runs the task on it, after what is already waiting. Any thread may call.
  void run(Runnable task);

  /// Runs the task on it after the delay, unless cancelled before. Any thread may call.
  Timer after(Duration delay, Runnable task);

  /// A task that has been put off.
  interface Timer {
    /// Forgets the task; harmless when it has run.
    void cancel();
  }
}
