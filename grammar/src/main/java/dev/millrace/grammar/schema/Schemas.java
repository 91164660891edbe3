package dev.millrace.grammar.schema;

import dev.millrace.grammar.InvalidConstraint;
import dev.millrace.grammar.rule.Rules;
import dev.millrace.llm.Json;

/// JSON Schema, draft 2020-12 and what draft-07 shares with it, as rules.
///
/// Every text of the rules is a JSON document that is valid under the schema. Not every spelling of
/// a valid document is a text: members come in the order in which the schema names them, white space
/// is bounded, and where a schema says more of a string or a number than its kind or its length, that
/// is written in one way. A keyword that cannot be enforced is refused by name, never ignored.
public final class Schemas {
  private Schemas() {}

  /// What is valid under a schema.
  ///
  /// @throws InvalidConstraint if the schema is malformed, cannot be enforced, is too large, or
  ///     nothing is valid under it
  public static Rules rules(Json schema) {
    var document = new Document(schema);
    var resolver = new Resolver(document, new Budget());
    var rules = new Values(resolver).rules(Demand.that(document.root()));
    return Pruning.of(rules)
        .orElseThrow(() -> new InvalidConstraint("", "no JSON value satisfies the schema"));
  }

  /// Any JSON object.
  public static Rules anyObject() {
    return Pruning.of(new Rules(Plain.OBJECT, Plain.rules())).orElseThrow();
  }
}
