package dev.millrace.grammar;

import dev.millrace.grammar.automaton.Automaton;
import dev.millrace.grammar.compile.Compiler;
import dev.millrace.grammar.form.Forms;
import dev.millrace.grammar.rule.Rules;
import dev.millrace.llm.Constraint;

/// A set of texts, compiled. Immutable as far as one can see, and thread-safe.
public final class Language {
  private final Automaton automaton;

  private Language(Automaton automaton) {
    this.automaton = automaton;
  }

  /// The texts of this form, in UTF-8. Takes bounded time and memory, whatever the form.
  ///
  /// @throws InvalidConstraint if the form is malformed, not supported, too large, or satisfied by no
  ///     text at all
  public static Language of(Constraint.Form form) {
    return of(Forms.rules(form));
  }

  /// The texts that the rules derive, in UTF-8.
  static Language of(Rules rules) {
    return new Language(Compiler.compile(rules));
  }

  /// A reader at the beginning of a text.
  public Matcher matcher() {
    return new Matcher(automaton, automaton.initial());
  }
}
