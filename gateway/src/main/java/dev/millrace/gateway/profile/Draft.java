package dev.millrace.gateway.profile;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request while a profile takes out of it what is its vendor's alone, and notes what became of
/// that. Not thread-safe.
public final class Draft {
  private final Map<String, Json> fields;
  private final List<Note> notes = new ArrayList<>();

  public Draft(Json.Fields body) {
    fields = new LinkedHashMap<>(body.values());
  }

  /// The field of that name, if it is there and not `null`.
  public Optional<Value> find(String name) {
    return Optional.ofNullable(fields.get(name))
        .filter(json -> !(json instanceof Json.Null))
        .map(json -> new Value(name, json));
  }

  /// The same, and the field is there no more.
  public Optional<Value> take(String name) {
    var found = find(name);
    fields.remove(name);
    return found;
  }

  /// Sets a field, whatever it was.
  public void put(String name, Json value) {
    fields.put(name, value);
  }

  /// Remembers what became of a field.
  public void note(String field, Note.Fate fate, String why) {
    notes.add(new Note(field, fate, why));
  }

  /// The names of all fields, in order.
  public List<String> names() {
    return List.copyOf(fields.keySet());
  }

  /// What it has become.
  public Json.Fields body() {
    return new Json.Fields(fields);
  }

  /// What became of fields, in the order in which it was noted.
  public List<Note> notes() {
    return List.copyOf(notes);
  }
}
