package dev.millrace.gateway.dialect;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What surfaces may tell of a model.
///
/// @param abilities what it can do, by name in small letters; empty: nobody said
/// @param zeroRetention whether nobody on its way keeps prompts or answers
/// @param fields what becomes of the fields of a request for an answer, by name
public record Card(
    String id,
    Instant created,
    String ownedBy,
    Words words,
    Limits limits,
    Map<String, Boolean> abilities,
    boolean zeroRetention,
    Prices prices,
    Map<String, Treatment> fields) {
  public Card {
    abilities = Collections.unmodifiableMap(new LinkedHashMap<>(abilities));
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /// The same, but somebody else is said to own it.
  public Card ownedBy(String other) {
    return new Card(id, created, other, words, limits, abilities, zeroRetention, prices, fields);
  }

  /// What its seller says of it.
  ///
  /// @param tier the plan that it belongs to
  public record Words(
      Optional<String> displayName, Optional<String> description, Optional<String> tier) {}

  /// In tokens.
  ///
  /// @param window what it can see at once
  /// @param output the most of one answer
  public record Limits(OptionalInt window, OptionalInt output) {}

  /// In nano-dollars for a million tokens; all zero when it costs nothing.
  public record Prices(long input, long cachedInput, long output) {}

  /// What becomes of a field.
  public enum Treatment {
    KEPT,
    RENAMED,
    CLAMPED,
    EMULATED,
    DROPPED,
    REFUSED
  }
}
