package dev.millrace.grammar.form;

import dev.millrace.grammar.InvalidConstraint;
import dev.millrace.grammar.rule.Expression;
import dev.millrace.grammar.rule.Rules;
import dev.millrace.llm.Constraint;

/// Every form of constraint, translated into rules.
public final class Forms {
  private Forms() {}

  /// The rules of a form.
  ///
  /// @throws InvalidConstraint if the form is malformed, too large, or cannot be enforced; its path
  ///     is within the one embedded schema, grammar or pattern that is wrong
  public static Rules rules(Constraint.Form form) {
    var assembly = new Assembly();
    Expression root = assembly.expression(form);
    return new Rules(root, assembly.named());
  }
}
