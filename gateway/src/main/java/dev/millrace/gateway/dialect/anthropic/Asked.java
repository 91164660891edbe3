package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.llm.Request;
import java.util.List;

/// A request as a client sent it: what it wants, and how it wants to be told.
///
/// @param stream whether the answer comes as server-sent events
/// @param shown whether thoughts are shown, or only their signatures
/// @param notes what became of fields that were not simply kept
record Asked(Request request, boolean stream, boolean shown, List<Note> notes) {
  Asked {
    notes = List.copyOf(notes);
  }
}
