package dev.millrace.engine.schedule;

import dev.millrace.engine.model.Cache;
import dev.millrace.engine.model.Forward;

/// How much is done at once.
///
/// @param window tokens of one sequence, prompt and answer together
/// @param cacheBytes memory for the keys and values of all sequences together
/// @param running sequences that are computed at once
/// @param waiting requests that may wait for their turn; more are refused
public record Limits(int window, long cacheBytes, int running, int waiting) {
  public Limits {
    if (window < 1 || running < 1 || waiting < 0) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }

  /// The same, with a window no longer than the model's and than what the memory holds, so that
  /// every sequence can be computed to its end when it is alone.
  ///
  /// @throws IllegalArgumentException if the memory does not hold one page
  public Limits fitting(Forward forward) {
    long tokens = cacheBytes / forward.pageBytes() * Cache.PAGE;
    if (tokens == 0) {
      throw new IllegalArgumentException(
          cacheBytes + " bytes for keys and values; one page takes " + forward.pageBytes());
    }
    int shortest = (int) Math.min(Math.min(window, forward.context()), tokens);
    return new Limits(shortest, cacheBytes, running, waiting);
  }
}
