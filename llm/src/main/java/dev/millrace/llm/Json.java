package dev.millrace.llm;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value (RFC 8259), for what the vocabulary carries without understanding it: schemas of
/// tools, arguments, fields of a vendor. Immutable; members keep their order.
public sealed interface Json {
  /// An object.
  record Fields(Map<String, Json> values) implements Json {
    public Fields {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// The member of that name, if there is one; `null` in the JSON is [Null], not absence.
    public Optional<Json> get(String name) {
      return Optional.ofNullable(values.get(name));
    }
  }

  /// An array.
  record Items(List<Json> values) implements Json {
    public Items {
      values = List.copyOf(values);
    }
  }

  /// A string.
  record Text(String value) implements Json {}

  /// A number, exactly as written; never NaN, never infinite.
  record Numeral(BigDecimal value) implements Json {
    /// A whole number.
    public static Numeral of(long value) {
      return new Numeral(BigDecimal.valueOf(value));
    }
  }

  /// `true` or `false`.
  record Bool(boolean value) implements Json {}

  /// `null`.
  record Null() implements Json {}
}
