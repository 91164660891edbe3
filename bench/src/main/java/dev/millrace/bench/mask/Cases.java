package dev.millrace.bench.mask;

import dev.millrace.llm.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Schemas as people write them.
final class Cases {
  private Cases() {}

  /// A schema and what it is an example of.
  record Case(String name, Json schema) {}

  static List<Case> all() {
    return List.of(
        new Case("record of 50 properties", wide(50)),
        new Case("order with lines", order()),
        new Case("strings with bounds", bounded()),
        new Case("tree", tree()));
  }

  /// An object of so many properties of all sorts.
  static Json wide(int properties) {
    var words = new Words(new Random(50));
    var members = new LinkedHashMap<String, Json>();
    for (int i = 0; members.size() < properties; i++) {
      var value =
          switch (i % 5) {
            case 0 -> type("string");
            case 1 -> type("integer");
            case 2 -> type("number");
            case 3 -> choice(words.several(4));
            default -> type("boolean");
          };
      members.put(words.next() + "_" + words.next(), value);
    }
    return object(members);
  }

  private static Json order() {
    var line =
        object(
            members(
                "article", type("string"),
                "count", type("integer"),
                "price", type("number"),
                "remarks", array(type("string"), 0, 3)));
    var address =
        object(
            members(
                "street", type("string"),
                "city", type("string"),
                "country", choice(List.of("DE", "FR", "GB", "IN", "JP", "US"))));
    var members = new LinkedHashMap<String, Json>();
    members.put("id", type("string"));
    members.put("state", choice(List.of("open", "paid", "sent", "returned")));
    members.put("from", address);
    members.put("to", address);
    members.put("lines", array(line, 1, 20));
    return object(members);
  }

  private static Json bounded() {
    var members = new LinkedHashMap<String, Json>();
    members.put("title", text(1, 60));
    members.put("summary", text(0, 200));
    members.put("body", text(10, 2000));
    members.put("tags", array(text(1, 20), 1, 10));
    return object(members);
  }

  private static Json tree() {
    var members = new LinkedHashMap<String, Json>();
    members.put("name", type("string"));
    members.put("weight", type("number"));
    members.put(
        "children", array(new Json.Fields(Map.of("$ref", new Json.Text("#/$defs/node"))), 0, 3));
    var root = new LinkedHashMap<String, Json>();
    root.put("$ref", new Json.Text("#/$defs/node"));
    root.put("$defs", new Json.Fields(Map.of("node", object(members))));
    return new Json.Fields(root);
  }

  private static Json type(String name) {
    return new Json.Fields(Map.of("type", new Json.Text(name)));
  }

  private static Json choice(List<String> texts) {
    var values = new ArrayList<Json>();
    texts.forEach(text -> values.add(new Json.Text(text)));
    return new Json.Fields(Map.of("enum", new Json.Items(values)));
  }

  private static Json text(int least, int most) {
    return fields(
        "type", new Json.Text("string"),
        "minLength", Json.Numeral.of(least),
        "maxLength", Json.Numeral.of(most));
  }

  private static Json array(Json items, int least, int most) {
    return fields(
        "type",
        new Json.Text("array"),
        "items",
        items,
        "minItems",
        Json.Numeral.of(least),
        "maxItems",
        Json.Numeral.of(most));
  }

  private static Json object(Map<String, Json> members) {
    var names = new ArrayList<Json>();
    members.keySet().forEach(name -> names.add(new Json.Text(name)));
    return fields(
        "type", new Json.Text("object"),
        "properties", new Json.Fields(members),
        "required", new Json.Items(names),
        "additionalProperties", new Json.Bool(false));
  }

  private static Json fields(Object... namesAndValues) {
    return new Json.Fields(members(namesAndValues));
  }

  private static Map<String, Json> members(Object... namesAndValues) {
    var fields = new LinkedHashMap<String, Json>();
    var rest = Arrays.asList(namesAndValues).iterator();
    while (rest.hasNext()) {
      fields.put((String) rest.next(), (Json) rest.next());
    }
    return fields;
  }
}
