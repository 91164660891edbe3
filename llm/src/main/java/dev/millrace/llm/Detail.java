package dev.millrace.llm;

import java.util.OptionalInt;

/// What else than the answer is to be told.
///
/// @param logprobs absent: none wanted; 0 to 20: log probabilities of the tokens said, with so many
///     alternatives each
/// @param tokens whether the ids of the tokens said are told ([Event.Sampled])
/// @param prompt whether the prompt is told ([Event.Prompted]), with log probabilities if those are
///     wanted
/// @param echo whether of a prompt that is told its text is wanted, not its tokens alone
public record Detail(OptionalInt logprobs, boolean tokens, boolean prompt, boolean echo) {
  public Detail {
    if (echo && !prompt) {
      throw new IllegalArgumentException("the text of a prompt that is not told");
    }
  }

  /// Of a prompt its text is wanted unless tokens are.
  public Detail(OptionalInt logprobs, boolean tokens, boolean prompt) {
    this(logprobs, tokens, prompt, prompt && !tokens);
  }

  /// The answer alone.
  public static Detail none() {
    return new Detail(OptionalInt.empty(), false, false);
  }

  /// Log probabilities with so many alternatives.
  public static Detail logprobs(int alternatives) {
    return new Detail(OptionalInt.of(alternatives), false, false);
  }
}
