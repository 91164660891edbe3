package dev.millrace.grammar.schema;

import dev.millrace.grammar.InvalidConstraint;
import dev.millrace.grammar.regex.Regex;
import dev.millrace.grammar.rule.Expression;

/// Regular expressions in a schema.
final class Patterns {
  private Patterns() {}

  /// The strings in which a pattern occurs somewhere.
  ///
  /// @param path where the pattern stands
  static Expression search(String pattern, Path path) {
    try {
      return Regex.search(pattern);
    } catch (InvalidConstraint refused) {
      var where = refused.path().isEmpty() ? "" : ", at " + refused.path().substring(1);
      throw path.refused("this pattern " + refused.why() + where);
    }
  }
}
