package dev.millrace.gateway.dialect.vllm;

import dev.millrace.gateway.dialect.Note;
import java.util.List;

/// What is to be turned into text.
///
/// @param notes what became of fields that were not simply kept
public record Detokenization(String model, List<Integer> tokens, List<Note> notes) {
  public Detokenization {
    tokens = List.copyOf(tokens);
    notes = List.copyOf(notes);
  }
}
