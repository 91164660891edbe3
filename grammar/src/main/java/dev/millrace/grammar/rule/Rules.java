package dev.millrace.grammar.rule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A language as a set of rules, which may call each other and themselves.
///
/// @param root what the whole text is
/// @param named every rule that is called
public record Rules(Expression root, Map<String, Expression> named) {
  public Rules {
    named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
  }

  /// Rules without names.
  public static Rules of(Expression root) {
    return new Rules(root, Map.of());
  }
}
