package dev.millrace.gateway.dialect.vllm;

import java.util.List;
import java.util.Optional;

/// What a text came to.
///
/// @param names the tokens written out, if that was asked for
/// @param window tokens that the model can see at once
public record Tokenized(List<Integer> tokens, Optional<List<String>> names, int window) {
  public Tokenized {
    tokens = List.copyOf(tokens);
  }
}
