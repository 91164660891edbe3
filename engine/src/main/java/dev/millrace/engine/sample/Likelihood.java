package dev.millrace.engine.sample;

import java.util.List;

/// How likely the model itself held a token: natural logarithms of the probabilities of its own
/// distribution, before bias, penalties and temperature, as OpenAI's and vLLM's interfaces give
/// them.
///
/// @param top the likeliest tokens, likeliest first, of equals the lower id first
public record Likelihood(double logprob, List<Alternative> top) {
  public Likelihood {
    top = List.copyOf(top);
  }

  /// One token that could have been chosen.
  public record Alternative(int token, double logprob) {}
}
