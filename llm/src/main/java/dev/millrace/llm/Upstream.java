package dev.millrace.llm;

/// Somebody who answers requests: a provider over the network, or the embedded engine.
public interface Upstream {
  /// Starts to answer. Returns at once; the answer is told to `sink`.
  Exchange open(Request request, Sink sink);

  /// Is told of one answer, by one thread at a time. Ends with exactly one of
  /// [Event.Closed] and [#failed]; after [Exchange#cancel] nothing more need come, but may.
  interface Sink {
    /// The next event.
    void on(Event event);

    /// The answer will never be whole.
    void failed(Failure failure);
  }

  /// The handle on one answer under way. Any thread may call; every call returns at once and may be
  /// repeated.
  interface Exchange {
    /// Nobody wants the rest: stop working on it.
    void cancel();

    /// The reader is behind: send nothing more until [#resume], and remember little.
    void pause();

    /// The reader has caught up.
    void resume();
  }
}
