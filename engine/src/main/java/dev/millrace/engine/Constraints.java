package dev.millrace.engine;

import dev.millrace.engine.schedule.Wording;
import dev.millrace.engine.speech.Script;
import dev.millrace.engine.speech.Speech;
import dev.millrace.grammar.InvalidConstraint;
import dev.millrace.grammar.Language;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Constraint.Form;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The languages of constraints. The last ones used are kept, so that a form which comes again and again is compiled
/// once. Thread-safe.
final class Constraints {
  private static final int KEPT = 64;

  /// Blanks between a thought and the answer.
  private static final int BLANKS = 4;

  private final Wording wording;
  private final Map<Form, Language> compiled = new LinkedHashMap<>(KEPT, 0.75f, true);

  Constraints(Wording wording) {
    this.wording = wording;
  }

  /// Makes sure that a constraint which is part of another can be enforced.
  ///
  /// @throws Refused if not, under its own field
  void check(Constraint constraint) {
    language(constraint, Speech.plain(), false);
  }

  /// What the model may write for an answer. A thought is as free as ever, the constraint begins behind it.
  ///
  /// @param thinks whether the answer may begin with one; one that the prompt began is finished all the same
  /// @throws Refused if the constraint cannot be enforced
  Language language(Constraint constraint, Speech speech, boolean thinks) {
    wording.table();
    Form form =
        switch (speech.thinking()) {
          case IN_TEXT -> constraint.form();
          case APART -> thinks ? perhapsThought(constraint.form(), speech) : constraint.form();
          case BEGUN -> afterThought(constraint.form(), speech.script());
        };
    synchronized (compiled) {
      Language known = compiled.get(form);
      if (known != null) {
        return known;
      }
    }
    Language language = compile(constraint.withForm(form));
    synchronized (compiled) {
      compiled.put(form, language);
      if (compiled.size() > KEPT) {
        compiled.remove(compiled.keySet().iterator().next());
      }
    }
    return language;
  }

  private static Language compile(Constraint constraint) {
    try {
      return Language.of(constraint.form());
    } catch (InvalidConstraint invalid) {
      String where = constraint.field() + invalid.path();
      throw new Refused(new Failure.BadRequest(where, Failure.Problem.MALFORMED, invalid.why()));
    }
  }

  /// The rest of a thought, and then the answer.
  private static Form afterThought(Form answer, Script script) {
    Form blank =
        new Constraint.Either(List.of(new Constraint.Literal("\n"), new Constraint.Literal(" ")));
    return new Constraint.Sequence(
        List.of(
            new Constraint.AnyText(List.of(script.thoughtClose())),
            script.form(script.thoughtClose()),
            new Constraint.Repeated(blank, 0, OptionalInt.of(BLANKS)),
            answer));
  }

  private static Form perhapsThought(Form answer, Speech speech) {
    Script script = speech.script();
    Form open = script.form(script.thoughtOpen());
    Form thought = new Constraint.Sequence(List.of(open, afterThought(answer, script)));
    return new Constraint.Either(List.of(answer, thought));
  }
}
