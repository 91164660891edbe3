package dev.millrace.gateway.route;

import dev.millrace.gateway.dialect.Habits;
import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Unknown;
import java.util.List;

/// On what terms a request is planned.
///
/// @param unknown what becomes of fields that the model's target cannot honour
/// @param habits what is done where the request leaves it unsaid
/// @param zeroRetention whether nobody may keep anything of it
/// @param notes what became of fields until now
public record Terms(Unknown unknown, Habits habits, boolean zeroRetention, List<Note> notes) {
  public Terms {
    notes = List.copyOf(notes);
  }
}
