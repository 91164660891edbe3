package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.AnswerWriter;
import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.Note;
import dev.millrace.llm.Request;
import java.util.List;

/// A request as a client sent it: what it wants, how it wants to be told, and what of it was left
/// out: under `DROP` what we do not know, under any policy what asks for nothing.
///
/// @param stream whether the answer comes as server-sent events
/// @param notes what became of fields that were not simply kept
/// @param manner how the answer is written
public record Asked(Request request, boolean stream, List<Note> notes, Manner manner) {
  public Asked {
    notes = List.copyOf(notes);
  }

  /// One whose answer is written as usual.
  public Asked(Request request, boolean stream, List<Note> notes) {
    this(request, stream, notes, Manner.usual());
  }

  AnswerWriter writer(Naming naming) {
    var writer = new ChatWriter(naming, manner, () -> Estimate.prompt(request));
    return manner.thoughts() == Manner.Thoughts.INLINE ? writer.inlined() : writer;
  }
}
