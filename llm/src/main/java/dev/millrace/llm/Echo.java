package dev.millrace.llm;

import java.util.List;

/// A prompt as the model saw it.
///
/// @param text what the tokens stand for
/// @param logprobs of all tokens but the first, which follows on nothing; empty when none were asked
///     for
public record Echo(String text, List<Integer> tokens, List<TokenLogprob> logprobs) {
  public Echo {
    tokens = List.copyOf(tokens);
    logprobs = List.copyOf(logprobs);
  }
}
