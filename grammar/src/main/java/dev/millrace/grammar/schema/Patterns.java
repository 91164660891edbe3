package dev.millrace.grammar.schema;

import static dev.millrace.grammar.rule.Expression.sequence;

import dev.millrace.grammar.rule.CharacterSet;
import dev.millrace.grammar.rule.Expression;

/// Regular expressions in a schema.
final class Patterns {
  private static final Expression ANYTHING =
      Expression.any(new Expression.Characters(CharacterSet.all()));

  private Patterns() {}

  /// The strings in which a pattern occurs somewhere.
  static Expression search(String pattern, Path path) {
    if (pattern.matches("[A-Za-z0-9 _-]*")) {
      return sequence(ANYTHING, Plain.text(pattern), ANYTHING);
    }
    throw path.refused("only patterns of letters and digits are supported");
  }
}
