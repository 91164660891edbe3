package dev.millrace.gateway.dialect.vllm;

import java.util.List;

/// What is to be turned into text.
///
/// @param dropped the paths of the fields left out because we do not know them (only under `DROP`)
public record Detokenization(String model, List<Integer> tokens, List<String> dropped) {
  public Detokenization {
    tokens = List.copyOf(tokens);
    dropped = List.copyOf(dropped);
  }
}
