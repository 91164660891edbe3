package dev.millrace.engine.token;

import java.util.List;

/// What a vocabulary entry is for.
public enum Kind {
  NORMAL(1),
  UNKNOWN(2),
  CONTROL(3),
  USER_DEFINED(4),
  UNUSED(5),
  BYTE(6);

  private static final List<Kind> ALL = List.of(values());

  private final int number;

  Kind(int number) {
    this.number = number;
  }

  /// The kind with this GGUF number (`tokenizer.ggml.token_type`).
  ///
  /// @throws IllegalArgumentException when the number is outside 1 to 6
  public static Kind of(int number) {
    if (number < 1 || number > ALL.size()) {
      throw new IllegalArgumentException("token type " + number + " is outside 1 to 6");
    }
    return ALL.get(number - 1);
  }

  /// The GGUF number, 1 to 6.
  public int number() {
    return number;
  }
}
