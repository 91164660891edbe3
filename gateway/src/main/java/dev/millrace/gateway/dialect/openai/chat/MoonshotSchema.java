package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.llm.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Moonshot's flavour of JSON Schema: every schema has one type, those beside `anyOf` and its like
/// belong into the branches, and nothing stands beside a `$ref`. Says the same with these words.
/// (Errors of the API and Moonshot's own client, 2026-11)
final class MoonshotSchema {
  private static final List<String> BRANCHES = List.of("anyOf", "oneOf", "allOf");
  private static final Set<String> MAPS =
      Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");
  private static final Set<String> SCHEMAS =
      Set.of("items", "additionalProperties", "not", "if", "then", "else", "contains");

  /// What is said for people, and where names are defined: it stays where it is.
  private static final Set<String> NOTES =
      Set.of(
          "title", "description", "default", "examples", "$schema", "$id", "$defs", "definitions");

  private MoonshotSchema() {}

  /// The same schema in that flavour.
  static Json of(Json schema) {
    if (!(schema instanceof Json.Fields(var members))) {
      return schema;
    }
    if (members.containsKey("$ref")) {
      return reference(members);
    }
    var fields = new LinkedHashMap<String, Json>();
    members.forEach((name, value) -> fields.put(name, inner(name, value)));
    union(fields);
    BRANCHES.forEach(branches -> share(fields, branches));
    return new Json.Fields(fields);
  }

  private static Json reference(Map<String, Json> members) {
    var kept = new LinkedHashMap<String, Json>();
    members.forEach((name, value) -> {
      if (name.equals("$ref") || name.equals("$defs") || name.equals("definitions")) {
        kept.put(name, inner(name, value));
      }
    });
    return new Json.Fields(kept);
  }

  private static Json inner(String name, Json value) {
    if (MAPS.contains(name) && value instanceof Json.Fields(var schemas)) {
      var all = new LinkedHashMap<String, Json>();
      schemas.forEach((key, schema) -> all.put(key, of(schema)));
      return new Json.Fields(all);
    }
    if (SCHEMAS.contains(name)) {
      return of(value);
    }
    boolean several = BRANCHES.contains(name) || name.equals("prefixItems");
    return several && value instanceof Json.Items(var schemas)
        ? new Json.Items(schemas.stream().map(MoonshotSchema::of).toList())
        : value;
  }

  /// Several types are branches of one type each, and what is said of values is said in each.
  private static void union(Map<String, Json> fields) {
    if (!(fields.get("type") instanceof Json.Items(var types))) {
      return;
    }
    fields.remove("type");
    if (types.size() == 1) {
      fields.put("type", types.getFirst());
    } else if (BRANCHES.stream().noneMatch(fields::containsKey)) {
      var said = new LinkedHashMap<>(fields);
      said.keySet().removeAll(NOTES);
      fields.keySet().retainAll(NOTES);
      fields.put("anyOf", new Json.Items(types.stream().map(one -> branch(one, said)).toList()));
    }
  }

  private static Json branch(Json type, Map<String, Json> said) {
    var fields = new LinkedHashMap<String, Json>(Map.of("type", type));
    if (!type.equals(new Json.Text("null"))) {
      fields.putAll(said);
      fields.computeIfPresent("enum", (_, values) -> withoutNull(values));
    }
    return new Json.Fields(fields);
  }

  private static Json withoutNull(Json values) {
    return values instanceof Json.Items(var items)
        ? new Json.Items(items.stream().filter(one -> !(one instanceof Json.Null)).toList())
        : values;
  }

  /// A type beside branches goes into those that have none.
  private static void share(Map<String, Json> fields, String branches) {
    if (!(fields.get(branches) instanceof Json.Items(var schemas))) {
      return;
    }
    var type = fields.remove("type");
    if (type != null) {
      fields.put(branches, new Json.Items(schemas.stream().map(one -> typed(one, type)).toList()));
    }
  }

  private static Json typed(Json schema, Json type) {
    boolean untyped =
        schema instanceof Json.Fields(var members)
            && !members.containsKey("type")
            && !members.containsKey("$ref")
            && BRANCHES.stream().noneMatch(members::containsKey);
    if (!untyped || !(schema instanceof Json.Fields(var members))) {
      return schema;
    }
    var fields = new LinkedHashMap<String, Json>(Map.of("type", type));
    fields.putAll(members);
    return new Json.Fields(fields);
  }
}
