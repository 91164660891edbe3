package dev.millrace.grammar.schema;

import dev.millrace.llm.Json;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The kinds of JSON values, which do not overlap: a number is whole or it is not, whatever way it
/// is written.
enum Kind {
  NULL,
  BOOLEAN,
  WHOLE,
  FRACTIONAL,
  STRING,
  ARRAY,
  OBJECT;

  /// Every kind.
  static Set<Kind> all() {
    return EnumSet.allOf(Kind.class);
  }

  /// All others.
  static Set<Kind> except(Set<Kind> kinds) {
    var others = EnumSet.allOf(Kind.class);
    others.removeAll(kinds);
    return others;
  }

  /// What a `type` of JSON Schema stands for.
  static Optional<Set<Kind>> named(String type) {
    return switch (type) {
      case "null" -> Optional.of(Set.of(NULL));
      case "boolean" -> Optional.of(Set.of(BOOLEAN));
      case "integer" -> Optional.of(Set.of(WHOLE));
      case "number" -> Optional.of(Set.of(WHOLE, FRACTIONAL));
      case "string" -> Optional.of(Set.of(STRING));
      case "array" -> Optional.of(Set.of(ARRAY));
      case "object" -> Optional.of(Set.of(OBJECT));
      default -> Optional.empty();
    };
  }

  static Kind of(Json value) {
    return switch (value) {
      case Json.Null _ -> NULL;
      case Json.Bool _ -> BOOLEAN;
      case Json.Numeral(var number) ->
          number.stripTrailingZeros().scale() <= 0 ? WHOLE : FRACTIONAL;
      case Json.Text _ -> STRING;
      case Json.Items _ -> ARRAY;
      case Json.Fields _ -> OBJECT;
    };
  }
}
