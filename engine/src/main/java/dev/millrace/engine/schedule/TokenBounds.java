package dev.millrace.engine.schedule;

import dev.millrace.engine.sample.Mask;
import dev.millrace.llm.Bounds;

/// Where a choice ends by its tokens.
///
/// The model's own endings come before the request's stop tokens where a token is both. With `pastEnd` the endings are
/// forbidden, but for those that are stop tokens.
final class TokenBounds {
  private final Wording wording;
  private final boolean pastEnd;
  private final int least;
  private final int most;
  private final int[] stops;

  TokenBounds(Bounds bounds, Wording wording) {
    this.wording = wording;
    this.pastEnd = bounds.pastEnd();
    this.least = bounds.minTokens();
    this.most = bounds.maxTokens().orElse(Integer.MAX_VALUE);
    this.stops = bounds.stopTokens().stream().mapToInt(Integer::intValue).toArray();
  }

  /// Takes out of a mask what may not come next.
  ///
  /// @param said tokens so far
  void restrict(Mask mask, int said) {
    if (pastEnd || said < least) {
      for (int token = wording.nextEnding(0); token >= 0; token = wording.nextEnding(token + 1)) {
        if (said < least || !isStop(token)) {
          mask.forbid(token);
        }
      }
    }
    if (said < least) {
      for (int token : stops) {
        mask.forbid(token);
      }
    }
  }

  boolean ends(int token) {
    return !pastEnd && wording.ends(token);
  }

  /// Whether a token that was just said is one to stop at.
  ///
  /// @param said tokens, this one included
  boolean stops(int token, int said) {
    return said > least && isStop(token);
  }

  private boolean isStop(int token) {
    for (int stop : stops) {
      if (stop == token) {
        return true;
      }
    }
    return false;
  }

  /// Whether so many tokens are all that is wanted.
  boolean enough(int said) {
    return said >= most;
  }
}
