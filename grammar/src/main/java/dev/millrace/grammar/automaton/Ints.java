package dev.millrace.grammar.automaton;

import java.util.Arrays;

/// A growing row of numbers.
public final class Ints {
  private int[] values = new int[16];
  private int size;

  /// Puts one more behind the others.
  public void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  public int get(int index) {
    return values[index];
  }

  public void set(int index, int value) {
    values[index] = value;
  }

  /// Takes the last away.
  public int pop() {
    return values[--size];
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /// Forgets all of them and keeps the room.
  public void clear() {
    size = 0;
  }

  public int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
