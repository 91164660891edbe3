package dev.millrace.llm;

import java.util.List;
import java.util.OptionalInt;

/// Where an answer ends, and how many are wanted.
///
/// @param maxTokens absent means up to the end of the context window; 0 generates nothing, for
///     those who want to know of the prompt alone
/// @param minTokens neither the end of the answer nor a stop token comes before so many tokens
/// @param stop an answer ends before the first of these; none of them is empty
/// @param stopTokens an answer ends before the first of these tokens
/// @param pastEnd whether the model's own end of an answer is forbidden (`ignore_eos`)
/// @param choices how many answers to the same prompt, 1 to 128
public record Bounds(
    OptionalInt maxTokens,
    int minTokens,
    List<String> stop,
    List<Integer> stopTokens,
    boolean pastEnd,
    int choices) {
  public Bounds {
    stop = List.copyOf(stop);
    stopTokens = List.copyOf(stopTokens);
    if (choices < 1 || choices > 128) {
      throw new IllegalArgumentException("choices must be 1 to 128, not " + choices);
    }
    if (minTokens < 0 || maxTokens.orElse(0) < 0) {
      throw new IllegalArgumentException("a number of tokens is not negative");
    }
  }

  /// The bounds that every dialect knows.
  public Bounds(OptionalInt maxTokens, List<String> stop, int choices) {
    this(maxTokens, 0, stop, List.of(), false, choices);
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
