package dev.millrace.gateway.route.check;

import dev.millrace.grammar.InvalidConstraint;
import dev.millrace.grammar.Language;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Refused;
import java.util.LinkedHashMap;
import java.util.Map;

/// The languages of forms. The last ones used are kept, so that a form which comes again and again is
/// compiled once. Thread-safe.
public final class Languages {
  private static final int KEPT = 64;

  private final Map<Constraint.Form, Language> compiled = new LinkedHashMap<>(KEPT, 0.75f, true);

  /// Whether the texts of that form are found out already.
  boolean know(Constraint.Form form) {
    synchronized (compiled) {
      return compiled.containsKey(form);
    }
  }

  /// The texts of that form. To find them out takes up to a second or two.
  ///
  /// @throws Refused if the form cannot be enforced, under its own field
  Language of(Constraint constraint) {
    synchronized (compiled) {
      var known = compiled.get(constraint.form());
      if (known != null) {
        return known;
      }
    }
    var language = compile(constraint);
    synchronized (compiled) {
      compiled.put(constraint.form(), language);
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
      throw new Refused(new Failure.BadRequest(where, Problem.MALFORMED, invalid.why()));
    }
  }
}
