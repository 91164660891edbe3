package dev.millrace.gateway.dialect.vllm;

import java.util.List;

/// What is to be turned into text.
public record Detokenization(String model, List<Integer> tokens) {
  public Detokenization {
    tokens = List.copyOf(tokens);
  }
}
