package dev.millrace.gateway.dialect.openai.embeddings;

import dev.millrace.llm.Embedder;
import java.util.List;

/// A request as a client sent it.
///
/// @param dropped the paths of the fields left out because we do not know them (only under `DROP`)
public record Asked(Embedder.Ask ask, Encoding encoding, List<String> dropped) {
  public Asked {
    dropped = List.copyOf(dropped);
  }
}
