package dev.millrace.llm;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// How the next token is chosen. What is absent is left to the model's own default.
///
/// @param temperature 0 (always the likeliest) to 2
/// @param topP above 0 to 1: only the likeliest tokens that together reach it
/// @param topK at least 1: only so many of the likeliest tokens; absent means all
/// @param minP 0 to 1: only tokens at least so likely, relative to the likeliest
/// @param repetitionPenalty above 0; 1 does nothing; divides what was said or asked before
/// @param frequencyPenalty -2 to 2, subtracted once for each time a token was generated
/// @param presencePenalty -2 to 2, subtracted once for a token that was generated
/// @param seed the same seed, model and request give the same tokens
/// @param logitBias token id to -100..100, added before sampling
public record Sampling(
    OptionalDouble temperature,
    OptionalDouble topP,
    OptionalInt topK,
    OptionalDouble minP,
    OptionalDouble repetitionPenalty,
    OptionalDouble frequencyPenalty,
    OptionalDouble presencePenalty,
    OptionalLong seed,
    Map<Integer, Double> logitBias) {
  public Sampling {
    logitBias = Map.copyOf(logitBias);
  }

  /// Nothing said: all as the model does by itself.
  public static Sampling unsaid() {
    var nothing = OptionalDouble.empty();
    return new Sampling(
        nothing,
        nothing,
        OptionalInt.empty(),
        nothing,
        nothing,
        nothing,
        nothing,
        OptionalLong.empty(),
        Map.of());
  }

  /// Always the likeliest token.
  public static Sampling greedy() {
    return unsaid().withTemperature(0);
  }

  /// The same at another temperature.
  public Sampling withTemperature(double value) {
    return new Sampling(
        OptionalDouble.of(value),
        topP,
        topK,
        minP,
        repetitionPenalty,
        frequencyPenalty,
        presencePenalty,
        seed,
        logitBias);
  }
}
