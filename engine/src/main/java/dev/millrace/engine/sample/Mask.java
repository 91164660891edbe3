package dev.millrace.engine.sample;

import java.util.Arrays;

/// Which tokens may be chosen at one place. For one thread; used again for every place.
public final class Mask {
  private final int size;
  private final long[] words;
  private boolean open = true;

  /// One that allows all.
  ///
  /// @param size tokens there are
  public Mask(int size) {
    this.size = size;
    this.words = new long[Math.ceilDiv(size, Long.SIZE)];
  }

  /// Allows all tokens.
  public void allowAll() {
    open = true;
  }

  /// The tokens that may be chosen, bit `i` for token `i`, to be overwritten: no others may from now
  /// on.
  public long[] words() {
    open = false;
    return words;
  }

  /// Allows one more.
  public void allow(int token) {
    if (!open) {
      words[token / Long.SIZE] |= 1L << token;
    }
  }

  /// Forbids one.
  public void forbid(int token) {
    if (open) {
      open = false;
      Arrays.fill(words, -1);
    }
    words[token / Long.SIZE] &= ~(1L << token);
  }

  /// Whether any may be chosen.
  public boolean any() {
    if (open) {
      return true;
    }
    long some = 0;
    for (int token = 0; token + Long.SIZE <= size; token += Long.SIZE) {
      some |= words[token / Long.SIZE];
    }
    int rest = size % Long.SIZE;
    return some != 0 || (rest > 0 && (words[size / Long.SIZE] & ((1L << rest) - 1)) != 0);
  }

  /// Makes the logits of all others minus infinity.
  void apply(float[] logits) {
    if (open) {
      return;
    }
    for (int first = 0; first < size; first += Long.SIZE) {
      long word = words[first / Long.SIZE];
      int end = Math.min(size, first + Long.SIZE);
      if (word == 0) {
        Arrays.fill(logits, first, end, Float.NEGATIVE_INFINITY);
      } else if (word != -1) {
        apply(logits, first, end, word);
      }
    }
  }

  private static void apply(float[] logits, int first, int end, long word) {
    for (int token = first; token < end; token++) {
      if ((word & (1L << token)) == 0) {
        logits[token] = Float.NEGATIVE_INFINITY;
      }
    }
  }
}
