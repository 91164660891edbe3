package dev.millrace.gateway.dialect.openai.embeddings;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.llm.Embedder;
import java.util.List;

/// A request as a client sent it.
///
/// @param notes what became of fields that were not simply kept
public record Asked(Embedder.Ask ask, Encoding encoding, List<Note> notes) {
  public Asked {
    notes = List.copyOf(notes);
  }
}
