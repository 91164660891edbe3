package dev.millrace.engine.schedule;

import dev.millrace.engine.token.Tokenizer;
import java.util.Set;

/// How a model's tokens are read.
///
/// @param endings tokens with which it ends an answer
public record Wording(Tokenizer tokenizer, Set<Integer> endings) {
  public Wording {
    endings = Set.copyOf(endings);
  }

  boolean ends(int token) {
    return endings.contains(token);
  }
}
