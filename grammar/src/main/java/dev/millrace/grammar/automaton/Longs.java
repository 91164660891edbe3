package dev.millrace.grammar.automaton;

import java.util.Arrays;

/// A growing row of large numbers.
final class Longs {
  private long[] values = new long[16];
  private int size;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  long pop() {
    return values[--size];
  }

  boolean isEmpty() {
    return size == 0;
  }

  void clear() {
    size = 0;
  }

  /// In order, each once, and no more than `most` of them.
  long[] distinct(int most) {
    Arrays.sort(values, 0, size);
    int kept = 0;
    for (int i = 0; i < size && kept < most; i++) {
      if (kept == 0 || values[kept - 1] != values[i]) {
        values[kept++] = values[i];
      }
    }
    return Arrays.copyOf(values, kept);
  }
}
