package dev.millrace.gateway.dialect.vllm;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.llm.Request;
import java.util.List;

/// What is to be turned into tokens.
///
/// @param request its prompt is meant, a text or a conversation
/// @param special whether the tokens count that a model has in front of every text
/// @param names whether each token is to be written out
/// @param notes what became of fields that were not simply kept
public record Tokenization(Request request, boolean special, boolean names, List<Note> notes) {
  public Tokenization {
    notes = List.copyOf(notes);
  }
}
