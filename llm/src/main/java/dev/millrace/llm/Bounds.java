package dev.millrace.llm;

import java.util.List;
import java.util.OptionalInt;

/// Where an answer ends, and how many are wanted.
///
/// @param maxTokens at least 1; absent means up to the end of the context window
/// @param stop an answer ends before the first of these; none of them is empty
/// @param choices how many answers to the same prompt, 1 to 128
public record Bounds(OptionalInt maxTokens, List<String> stop, int choices) {
  public Bounds {
    stop = List.copyOf(stop);
    if (choices < 1 || choices > 128) {
      throw new IllegalArgumentException("choices must be 1 to 128, not " + choices);
    }
  }

  /// One answer, as long as the model likes.
  public static Bounds none() {
    return new Bounds(OptionalInt.empty(), List.of(), 1);
  }

  /// One answer of at most so many tokens.
  public static Bounds tokens(int max) {
    return new Bounds(OptionalInt.of(max), List.of(), 1);
  }
}
