package dev.millrace.gateway.route.check;

import dev.millrace.grammar.Language;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A form that a text is held to.
///
/// @param constraint where it is from, and what it is
/// @param languages where its texts are known, or found out
record Bond(Constraint constraint, Languages languages) {
  /// Its texts.
  ///
  /// @throws Refused if the form cannot be enforced, under its own field
  Language language() {
    return languages.of(constraint);
  }

  /// Whether its texts are known, so that nobody waits for them.
  boolean isKnown() {
    return languages.know(constraint.form());
  }

  /// Whether its texts are JSON.
  boolean isJson() {
    return switch (constraint.form()) {
      case Constraint.JsonObject _, Constraint.Schema _ -> true;
      case Constraint.Regex _,
          Constraint.Choice _,
          Constraint.Grammar _,
          Constraint.Literal _,
          Constraint.Marker _,
          Constraint.AnyText _,
          Constraint.Sequence _,
          Constraint.Either _,
          Constraint.Repeated _ ->
          false;
    };
  }

  /// The same JSON in the one spelling that the language has for it, if it is in it at all.
  Optional<String> respelled(String text) {
    if (!isJson()) {
      return Optional.empty();
    }
    Json schema =
        constraint.form() instanceof Constraint.Schema(var given) ? given : new Json.Bool(true);
    return new Spelling(schema).respelled(text).filter(this::holds);
  }

  /// Whether it is one of its texts.
  boolean holds(String text) {
    var matcher = language().matcher();
    return matcher.accept(text.getBytes(StandardCharsets.UTF_8)) && matcher.complete();
  }
}
