package dev.millrace.gateway.dialect.openai.request;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import java.util.List;

/// Reads the forms that a constraint can have, each from the value of its field.
///
/// @param rest is told of what cannot be honoured
record FormReader(Rest rest) {
  Constraint regex(Value given) {
    return new Constraint(given.path(), new Constraint.Regex(given.text()));
  }

  Constraint grammar(Value given) {
    return new Constraint(given.path(), new Constraint.Grammar(given.text()));
  }

  Constraint schema(Value given) {
    return new Constraint(given.path(), new Constraint.Schema(schemaOf(given)));
  }

  Constraint choice(Value given) {
    List<Value> texts = given.items();
    if (texts.isEmpty()) {
      throw given.refuse(Problem.OUT_OF_RANGE, "must hold at least one string");
    }
    return new Constraint(
        given.path(), new Constraint.Choice(texts.stream().map(Value::text).toList()));
  }

  Constraint structuralTag(Value given) {
    Value tag = given.json() instanceof Json.Text ? JsonReader.readInside(given) : given;
    return new StructuralTagReader(rest).read(tag.object());
  }

  /// A schema as JSON, or as a string that holds JSON.
  static Json schemaOf(Value given) {
    Value schema = given.json() instanceof Json.Text ? JsonReader.readInside(given) : given;
    return switch (schema.json()) {
      case Json.Fields _, Json.Bool _ -> schema.json();
      case Json.Text _, Json.Items _, Json.Numeral _, Json.Null _ -> schema.object().json();
    };
  }
}
