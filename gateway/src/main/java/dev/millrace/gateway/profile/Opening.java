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
public record Opening(Json.Fields body, Map<String, Json> members, List<Note> notes) {
  public Opening {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    notes = List.copyOf(notes);
  }

  /// Nothing was taken out.
  public static Opening of(Json.Fields body) {
    return new Opening(body, Map.of(), List.of());
  }
}
