package dev.millrace.grammar.schema;

import dev.millrace.llm.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Judges values under schemas as the specification has it, one keyword after the other: what is
/// derived is checked against this, which knows nothing of rules.
final class Validator {
  private final Json root;

  Validator(Json root) {
    this.root = root;
  }

  boolean valid(Json value) {
    return valid(root, value);
  }

  private boolean valid(Json schema, Json value) {
    return switch (schema) {
      case Json.Bool(var all) -> all;
      case Json.Fields fields ->
          fields.values().entrySet().stream()
              .allMatch(one -> keyword(fields, one.getKey(), one.getValue(), value));
      default -> throw new IllegalArgumentException("no schema: " + schema);
    };
  }

  private boolean keyword(Json.Fields schema, String name, Json rule, Json value) {
    return general(schema, name, rule, value)
        && switch (value) {
          case Json.Numeral(var number) -> number(name, rule, number);
          case Json.Text(var text) -> text(name, rule, text);
          case Json.Items(var items) -> items(schema, name, rule, items);
          case Json.Fields fields -> fields(schema, name, rule, fields);
          case Json.Bool _, Json.Null _ -> true;
        };
  }

  private boolean general(Json.Fields schema, String name, Json rule, Json value) {
    return switch (name) {
      case "type" ->
          rule instanceof Json.Items(var types)
              ? types.stream().anyMatch(type -> typed(type, value))
              : typed(rule, value);
      case "const" -> same(rule, value);
      case "enum" -> list(rule).stream().anyMatch(one -> same(one, value));
      case "allOf" -> list(rule).stream().allMatch(one -> valid(one, value));
      case "anyOf" -> list(rule).stream().anyMatch(one -> valid(one, value));
      case "oneOf" -> list(rule).stream().filter(one -> valid(one, value)).count() == 1;
      case "not" -> !valid(rule, value);
      case "$ref" -> valid(referred(((Json.Text) rule).value()), value);
      case "if" ->
          schema.get(valid(rule, value) ? "then" : "else").stream()
              .allMatch(one -> valid(one, value));
      default -> true;
    };
  }

  private static boolean number(String name, Json rule, BigDecimal number) {
    return switch (name) {
      case "minimum" -> number.compareTo(decimal(rule)) >= 0;
      case "maximum" -> number.compareTo(decimal(rule)) <= 0;
      case "exclusiveMinimum" -> number.compareTo(decimal(rule)) > 0;
      case "exclusiveMaximum" -> number.compareTo(decimal(rule)) < 0;
      case "multipleOf" -> number.remainder(decimal(rule)).signum() == 0;
      default -> true;
    };
  }

  private static boolean text(String name, Json rule, String text) {
    int length = text.codePointCount(0, text.length());
    return switch (name) {
      case "minLength" -> length >= count(rule);
      case "maxLength" -> length <= count(rule);
      case "pattern" -> Pattern.compile(((Json.Text) rule).value()).matcher(text).find();
      default -> true;
    };
  }

  private boolean items(Json.Fields schema, String name, Json rule, List<Json> items) {
    int first = schema.get("prefixItems").map(one -> list(one).size()).orElse(0);
    return switch (name) {
      case "minItems" -> items.size() >= count(rule);
      case "maxItems" -> items.size() <= count(rule);
      case "items" -> items.stream().skip(first).allMatch(one -> valid(rule, one));
      case "contains" -> items.stream().anyMatch(one -> valid(rule, one));
      case "prefixItems" -> {
        boolean all = true;
        for (int at = 0; at < Math.min(first, items.size()); at++) {
          all &= valid(list(rule).get(at), items.get(at));
        }
        yield all;
      }
      case "uniqueItems" -> {
        boolean unique = true;
        for (int at = 0; at < items.size(); at++) {
          for (int before = 0; before < at; before++) {
            unique &= !same(items.get(before), items.get(at));
          }
        }
        yield unique;
      }
      default -> true;
    };
  }

  private boolean fields(Json.Fields schema, String name, Json rule, Json.Fields value) {
    var members = value.values();
    return switch (name) {
      case "required" -> list(rule).stream().allMatch(one -> members.containsKey(text(one)));
      case "minProperties" -> members.size() >= count(rule);
      case "maxProperties" -> members.size() <= count(rule);
      case "propertyNames" ->
          members.keySet().stream().allMatch(one -> valid(rule, new Json.Text(one)));
      case "properties" ->
          each(rule, (key, one) -> value.get(key).stream().allMatch(v -> valid(one, v)));
      case "patternProperties" ->
          each(rule, (key, one) -> matching(members, found(key)).allMatch(v -> valid(one, v)));
      case "additionalProperties" ->
          matching(members, others(schema)).allMatch(one -> valid(rule, one));
      case "dependentRequired" ->
          each(
              rule,
              (key, names) ->
                  !members.containsKey(key)
                      || list(names).stream().allMatch(one -> members.containsKey(text(one))));
      default -> true;
    };
  }

  private static boolean each(Json rule, java.util.function.BiPredicate<String, Json> holds) {
    return ((Json.Fields) rule)
        .values().entrySet().stream().allMatch(one -> holds.test(one.getKey(), one.getValue()));
  }

  private static java.util.stream.Stream<Json> matching(
      Map<String, Json> members, Predicate<String> name) {
    return members.entrySet().stream()
        .filter(one -> name.test(one.getKey()))
        .map(Map.Entry::getValue);
  }

  private static Predicate<String> found(String pattern) {
    return Pattern.compile(pattern).asPredicate();
  }

  private static Predicate<String> others(Json.Fields schema) {
    return name ->
        keys(schema, "properties").stream().noneMatch(name::equals)
            && keys(schema, "patternProperties").stream().noneMatch(one -> found(one).test(name));
  }

  private static Set<String> keys(Json.Fields schema, String keyword) {
    return schema.get(keyword).map(one -> ((Json.Fields) one).values().keySet()).orElse(Set.of());
  }

  private Json referred(String reference) {
    var at = Optional.of(root);
    for (var name : reference.substring(1).split("/", -1)) {
      at = name.isEmpty() ? at : at.flatMap(one -> ((Json.Fields) one).get(name));
    }
    return at.orElseThrow();
  }

  private static boolean typed(Json type, Json value) {
    return switch (text(type)) {
      case "null" -> value instanceof Json.Null;
      case "boolean" -> value instanceof Json.Bool;
      case "number" -> value instanceof Json.Numeral;
      case "integer" ->
          value instanceof Json.Numeral(var number)
              && number.remainder(BigDecimal.ONE).signum() == 0;
      case "string" -> value instanceof Json.Text;
      case "array" -> value instanceof Json.Items;
      case "object" -> value instanceof Json.Fields;
      default -> throw new IllegalArgumentException("no type: " + type);
    };
  }

  private static boolean same(Json one, Json two) {
    if (one instanceof Json.Numeral(var left) && two instanceof Json.Numeral(var right)) {
      return left.compareTo(right) == 0;
    }
    return one.equals(two);
  }

  private static List<Json> list(Json rule) {
    return ((Json.Items) rule).values();
  }

  private static String text(Json rule) {
    return ((Json.Text) rule).value();
  }

  private static BigDecimal decimal(Json rule) {
    return ((Json.Numeral) rule).value();
  }

  private static int count(Json rule) {
    return decimal(rule).intValueExact();
  }
}
