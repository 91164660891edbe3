package dev.millrace.gateway.dialect;

import dev.millrace.llm.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an answer is called, and how it is written; the same in all its pieces.
///
/// @param id the prefix of its dialect and something unique
/// @param model as the client named it
/// @param members what a surface adds to the top of the answer and of each of its pieces
public record Naming(
    String id, String model, Instant created, Style style, Map<String, Json> members) {
  public Naming {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /// The same with another model.
  public Naming withModel(String other) {
    return new Naming(id, other, created, style, members);
  }

  /// One in the standard style.
  public Naming(String id, String model, Instant created) {
    this(id, model, created, Style.standard(), Map.of());
  }
}
