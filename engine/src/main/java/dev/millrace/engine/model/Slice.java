package dev.millrace.engine.model;

import java.util.Objects;

/// The next tokens of one sequence. Made once for a cache and set anew for every run.
public final class Slice {
  private final Cache cache;
  private int[] tokens = {};
  private int from;
  private int count;
  private int asked;

  /// @param cache what the sequence has behind it
  public Slice(Cache cache) {
    this.cache = cache;
  }

  /// All of `newTokens`, of which at least one is needed.
  ///
  /// @param logits whether to compute the logits behind the last of them
  public Slice(Cache cache, int[] newTokens, boolean logits) {
    this(cache);
    set(newTokens, 0, newTokens.length, logits ? 1 : 0);
  }

  /// What to compute next.
  ///
  /// @param newTokens not copied, so leave them alone until the run is over
  /// @param newFrom which of them is the first
  /// @param newCount how many, at least 1
  /// @param newAsked behind how many of them, the last ones, to compute the logits
  public Slice set(int[] newTokens, int newFrom, int newCount, int newAsked) {
    Objects.checkFromIndexSize(newFrom, newCount, newTokens.length);
    if (newCount == 0 || newAsked < 0 || newAsked > newCount) {
      throw new IllegalArgumentException(newAsked + " logits of a slice of " + newCount);
    }
    tokens = newTokens;
    from = newFrom;
    count = newCount;
    asked = newAsked;
    return this;
  }

  public Cache cache() {
    return cache;
  }

  public int count() {
    return count;
  }

  /// One of the tokens.
  public int token(int index) {
    return tokens[from + index];
  }

  /// How many rows of logits it gets.
  public int asked() {
    return asked;
  }
}
