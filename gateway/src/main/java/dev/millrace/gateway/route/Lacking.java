package dev.millrace.gateway.route;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Refused;
import java.util.function.Consumer;

/// What becomes of a field that cannot be honoured.
///
/// @param unknown whether it is refused or left out
/// @param notes is told of what was changed
record Lacking(Unknown unknown, Consumer<Note> notes) {
  /// Lets the caller leave the field out.
  ///
  /// @throws Refused if it may not be left out
  void leave(String field, String why) {
    if (unknown == Unknown.REFUSE) {
      throw refuse(field, why);
    }
    notes.accept(Note.dropped(field, why));
  }

  /// Says that the field's wish is fulfilled in another way.
  void emulate(String field, String why) {
    notes.accept(new Note(field, Note.Fate.EMULATED, why));
  }

  /// What to throw where leaving it out would make the answer one to another question.
  static Refused refuse(String field, String why) {
    return new Refused(new Failure.BadRequest(field, Problem.UNSUPPORTED, why));
  }
}
