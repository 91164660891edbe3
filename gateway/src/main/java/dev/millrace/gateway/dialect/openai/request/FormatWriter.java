package dev.millrace.gateway.dialect.openai.request;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Constraint.Form;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Writes forms as formats of a structural tag, as XGrammar knows them. (2026-11)
///
/// @param field where the constraint came from
record FormatWriter(String field, JsonWriter json) {
  private static final Json.Fields ANY_OBJECT =
      new Json.Fields(Map.of("type", new Json.Text("object")));

  /// The members of the object that is open.
  ///
  /// @throws Refused if there is no format for a form
  void members(Form form) {
    switch (form) {
      case Constraint.Literal(var text) -> type("const_string").field("value", text);
      case Constraint.JsonObject _ -> type("json_schema").field("json_schema", ANY_OBJECT);
      case Constraint.Schema(var schema) -> type("json_schema").field("json_schema", schema);
      case Constraint.Regex(var pattern) -> type("regex").field("pattern", pattern);
      case Constraint.Grammar(var rules) -> type("grammar").field("grammar", rules);
      case Constraint.AnyText(var without) -> anyText(without);
      case Constraint.Choice(var texts) ->
          elements("or", texts.stream().map(Constraint.Literal::new).toList());
      case Constraint.Sequence(var forms) -> elements("sequence", forms);
      case Constraint.Either(var forms) -> elements("or", forms);
      case Constraint.Repeated(var repeated, var least, var most) ->
          repeated(repeated, least, most);
      case Constraint.Marker(var name) ->
          throw new Refused(
              new Failure.BadRequest(
                  field,
                  Problem.UNSUPPORTED,
                  "asks for the control token " + name + ", which cannot be asked of a provider"));
    }
  }

  private JsonWriter type(String type) {
    return json.field("type", type);
  }

  private void anyText(List<String> without) {
    type("any_text");
    if (!without.isEmpty()) {
      json.array("excludes");
      without.forEach(json::value);
      json.endArray();
    }
  }

  private void elements(String type, List<? extends Form> forms) {
    type(type).array("elements");
    for (var form : forms) {
      json.object();
      members(form);
      json.endObject();
    }
    json.endArray();
  }

  private void repeated(Form form, int least, OptionalInt most) {
    type(word(least, most));
    if (word(least, most).equals("repeat")) {
      json.field("min", least).field("max", most.orElse(-1));
    }
    json.object("content");
    members(form);
    json.endObject();
  }

  private static String word(int least, OptionalInt most) {
    if (most.isEmpty() && least < 2) {
      return least == 0 ? "star" : "plus";
    }
    return least == 0 && most.orElse(-1) == 1 ? "optional" : "repeat";
  }
}
