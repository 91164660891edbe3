package dev.millrace.gateway.dialect.vllm;

import dev.millrace.llm.Request;
import java.util.List;

/// What is to be turned into tokens.
///
/// @param request its prompt is meant, a text or a conversation
/// @param special whether the tokens count that a model has in front of every text
/// @param names whether each token is to be written out
/// @param dropped the paths of the fields left out because we do not know them (only under `DROP`)
public record Tokenization(Request request, boolean special, boolean names, List<String> dropped) {
  public Tokenization {
    dropped = List.copyOf(dropped);
  }
}
