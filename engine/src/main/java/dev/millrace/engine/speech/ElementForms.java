package dev.millrace.engine.speech;

import dev.millrace.llm.Constraint;
import dev.millrace.llm.Constraint.Form;
import dev.millrace.llm.Constraint.Literal;
import dev.millrace.llm.Constraint.Sequence;
import dev.millrace.llm.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Arguments as elements, one for each, in the order of the schema. A string is written as it is,
/// anything else as JSON.
///
/// @param head before the key
/// @param middle between key and value
/// @param tail behind the value
/// @param stop what no value holds
record ElementForms(String head, String middle, String tail, String stop) {
  static final ElementForms GLM =
      new ElementForms("<arg_key>", "</arg_key>\n<arg_value>", "</arg_value>\n", "</arg_value>");
  static final ElementForms QWEN =
      new ElementForms("<parameter=", ">\n", "\n</parameter>\n", "</parameter>");

  /// What says nothing of what a string must look like.
  private static final Set<String> SILENT =
      Set.of("type", "description", "title", "default", "examples", "enum", "const", "$comment");

  /// What the whole of the arguments can say so that elements obey it.
  private static final Set<String> WHOLE =
      Set.of(
          "type",
          "properties",
          "required",
          "additionalProperties",
          "description",
          "title",
          "$defs",
          "definitions",
          "$schema",
          "$id",
          "$comment");

  /// Any arguments at all.
  Form any() {
    return new Constraint.Repeated(
        element(new Constraint.Regex("[^<>\\n]{1,64}"), new Constraint.AnyText(List.of(stop))),
        0,
        OptionalInt.empty());
  }

  /// Arguments that obey a schema.
  ///
  /// @param field where it came from
  /// @throws dev.millrace.llm.Refused if elements cannot be made to
  Form obeying(Json.Fields schema, String field) {
    for (var keyword : schema.values().keySet()) {
      if (!WHOLE.contains(keyword)) {
        throw unable(field + "." + keyword);
      }
    }
    var properties = fields(schema, "properties");
    var required =
        schema.get("required").orElse(new Json.Items(List.of())) instanceof Json.Items(var names)
            ? names
            : List.<Json>of();
    var forms = new ArrayList<Form>();
    for (var property : properties.values().entrySet()) {
      String key = property.getKey();
      Form value = value(property.getValue(), schema, field + ".properties." + key);
      int least = required.contains(new Json.Text(key)) ? 1 : 0;
      Form element = element(new Literal(key), value);
      forms.add(new Constraint.Repeated(element, least, OptionalInt.of(1)));
    }
    for (var name : required) {
      if (!(name instanceof Json.Text(var key)) || properties.get(key).isEmpty()) {
        throw unable(field + ".required");
      }
    }
    return new Sequence(forms);
  }

  private Form element(Form key, Form value) {
    return new Sequence(
        List.of(new Literal(head), key, new Literal(middle), value, new Literal(tail)));
  }

  private Form value(Json schema, Json.Fields whole, String field) {
    if (schema instanceof Json.Fields fields && isText(fields)) {
      return text(fields, field);
    }
    return new Constraint.Schema(
        schema instanceof Json.Fields fields ? rooted(fields, whole) : schema);
  }

  private static boolean isText(Json.Fields schema) {
    return schema.get("type").equals(Optional.of(new Json.Text("string")));
  }

  private Form text(Json.Fields schema, String field) {
    for (var keyword : schema.values().keySet()) {
      if (!SILENT.contains(keyword)) {
        throw unable(field + "." + keyword);
      }
    }
    if (schema.get("const").orElse(new Json.Null()) instanceof Json.Text(var only)) {
      return new Literal(only);
    }
    if (schema.get("enum").orElse(new Json.Null()) instanceof Json.Items(var values)) {
      List<String> texts =
          values.stream()
              .filter(Json.Text.class::isInstance)
              .map(value -> ((Json.Text) value).value())
              .toList();
      return new Constraint.Choice(texts);
    }
    return new Constraint.AnyText(List.of(stop));
  }

  /// With the definitions that it may refer to.
  private static Json.Fields rooted(Json.Fields schema, Json.Fields whole) {
    var rooted = new LinkedHashMap<>(schema.values());
    for (var definitions : List.of("$defs", "definitions")) {
      whole.get(definitions).ifPresent(values -> rooted.putIfAbsent(definitions, values));
    }
    return new Json.Fields(rooted);
  }

  private static Json.Fields fields(Json.Fields schema, String name) {
    return schema.get(name).orElse(new Json.Null()) instanceof Json.Fields found
        ? found
        : new Json.Fields(new LinkedHashMap<>());
  }

  private static RuntimeException unable(String field) {
    String why =
        "this model writes arguments as elements, in which this cannot be enforced; leave it out, or"
            + " the strictness";
    return ToolForms.bad(field, why);
  }
}
