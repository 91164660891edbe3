package dev.millrace.gateway.profile;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.llm.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A request after a profile has taken out what is its vendor's alone.
///
/// @param body for the dialect
/// @param members what the answer and all its pieces are to have at their top
/// @param notes what became of fields that were taken out
/// @param labels what records of the call are to say of it, by name; nothing is done with them
///     where no records are kept
public record Opening(
    Json.Fields body, Map<String, Json> members, List<Note> notes, Map<String, String> labels) {
  public Opening {
    labels = Map.copyOf(labels);
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    notes = List.copyOf(notes);
  }

  /// One that says nothing to records.
  public Opening(Json.Fields body, Map<String, Json> members, List<Note> notes) {
    this(body, members, notes, Map.of());
  }

  /// Nothing was taken out.
  public static Opening of(Json.Fields body) {
    return new Opening(body, Map.of(), List.of());
  }
}
