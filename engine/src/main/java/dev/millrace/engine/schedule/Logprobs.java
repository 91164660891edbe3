package dev.millrace.engine.schedule;

import dev.millrace.engine.sample.Likelihood;
import dev.millrace.engine.token.Tokenizer;
import dev.millrace.llm.TokenLogprob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Likelihoods as readers are told of them.
final class Logprobs {
  private Logprobs() {}

  static TokenLogprob told(Tokenizer tokenizer, int token, Likelihood odds) {
    List<TokenLogprob.Candidate> top =
        odds.top().stream()
            .map(other -> candidate(tokenizer.bytes(other.token()), other.logprob()))
            .toList();
    return new TokenLogprob(candidate(tokenizer.bytes(token), odds.logprob()), top);
  }

  private static TokenLogprob.Candidate candidate(byte[] bytes, double logprob) {
    var values = new ArrayList<Integer>();
    for (byte value : bytes) {
      values.add(value & 0xff);
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    return new TokenLogprob.Candidate(text, values, logprob);
  }
}
