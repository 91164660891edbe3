package dev.millrace.gateway.route.check;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Spells a document as the languages of schemas do: without blanks, members in the order in which
/// the schema names them. What a schema says through references and alternatives is followed as far as
/// it is plain; the language has the last word on every document.
///
/// @param schema of the whole document
record Spelling(Json schema) {
  private static final int DEEPEST_REFERENCE = 16;
  private static final List<String> ALTERNATIVES = List.of("anyOf", "oneOf", "allOf");

  /// The same document; absent if it is no JSON.
  Optional<String> respelled(String text) {
    try {
      return Optional.of(JsonWriter.text(ordered(JsonReader.read(text), schema)));
    } catch (Refused _) {
      return Optional.empty();
    }
  }

  private Json ordered(Json value, Json given) {
    var rules = resolved(given, value);
    return switch (value) {
      case Json.Fields(var members) -> fields(members, rules);
      case Json.Items(var items) -> items(items, rules);
      case Json.Text _, Json.Numeral _, Json.Bool _, Json.Null _ -> value;
    };
  }

  private Json fields(Map<String, Json> members, Map<String, Json> rules) {
    var named = members(rules.get("properties"));
    Json others = rules.getOrDefault("additionalProperties", new Json.Bool(true));
    var sorted = new LinkedHashMap<String, Json>();
    named.forEach((name, rule) -> {
      var member = members.get(name);
      if (member != null) {
        sorted.put(name, ordered(member, rule));
      }
    });
    members.forEach((name, member) -> {
      if (!named.containsKey(name)) {
        sorted.put(name, ordered(member, others));
      }
    });
    return new Json.Fields(sorted);
  }

  private Json items(List<Json> items, Map<String, Json> rules) {
    var first = rules.get("prefixItems") instanceof Json.Items(var given) ? given : List.<Json>of();
    Json rest = rules.getOrDefault("items", new Json.Bool(true));
    var all = new ArrayList<Json>();
    for (int at = 0; at < items.size(); at++) {
      all.add(ordered(items.get(at), at < first.size() ? first.get(at) : rest));
    }
    return new Json.Items(all);
  }

  /// What a schema says of a value, with what it refers to, and the alternative that names most of
  /// the value's members.
  private Map<String, Json> resolved(Json given, Json value) {
    var rules = members(given);
    for (int depth = 0; depth < DEEPEST_REFERENCE; depth++) {
      if (rules.containsKey("properties") || rules.containsKey("items")) {
        return rules;
      }
      if (rules.get("$ref") instanceof Json.Text(var path)) {
        rules = members(at(path));
        continue;
      }
      var branch = alternative(rules, value);
      if (branch.isEmpty()) {
        return rules;
      }
      rules = branch.get();
    }
    return rules;
  }

  private Optional<Map<String, Json>> alternative(Map<String, Json> rules, Json value) {
    return ALTERNATIVES.stream()
        .map(rules::get)
        .filter(Json.Items.class::isInstance)
        .flatMap(list -> ((Json.Items) list).values().stream())
        .map(Spelling::members)
        .max(Comparator.comparingLong(branch -> shared(branch, value)));
  }

  private static long shared(Map<String, Json> branch, Json value) {
    var named = members(branch.get("properties"));
    return members(value).keySet().stream().filter(named::containsKey).count();
  }

  private Json at(String path) {
    Json place = schema;
    if (path.startsWith("#")) {
      for (String step : path.substring(1).split("/", -1)) {
        String name = step.replace("~1", "/").replace("~0", "~");
        place = step.isEmpty() ? place : members(place).getOrDefault(name, new Json.Null());
      }
    }
    return place;
  }

  private static Map<String, Json> members(@Nullable Json json) {
    return json instanceof Json.Fields(var values) ? values : Map.of();
  }
}
