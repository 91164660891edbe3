package dev.millrace.grammar.schema;

import static dev.millrace.grammar.rule.Expression.ENDLESS;

import dev.millrace.grammar.InvalidConstraint;
import dev.millrace.llm.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The keywords of one schema. Reading one checks that its value is what the keyword takes.
final class Keywords {
  private final Document document;
  private final Place place;
  private final Json.Fields fields;

  /// @throws InvalidConstraint if there is a keyword that nothing is known of
  Keywords(Document document, Place place, Json.Fields fields) {
    this.document = document;
    this.place = place;
    this.fields = fields;
    fields.values().keySet().stream()
        .filter(name -> !Vocabulary.knows(name))
        .findFirst()
        .ifPresent(name -> {
          throw refused(name, "no keyword of JSON Schema that is known here");
        });
  }

  Document document() {
    return document;
  }

  Place place() {
    return place;
  }

  boolean has(String name) {
    return fields.values().containsKey(name);
  }

  InvalidConstraint refused(String name, String why) {
    return path(name).refused(why);
  }

  Path path(String name) {
    return place.path().then(name);
  }

  Optional<Json> any(String name) {
    return fields.get(name);
  }

  Optional<String> text(String name) {
    return any(name)
        .map(value -> {
          if (value instanceof Json.Text(var text)) {
            return text;
          }
          throw refused(name, "must be a string");
        });
  }

  /// A boolean, false if absent.
  boolean flag(String name) {
    return any(name)
        .map(value -> {
          if (value instanceof Json.Bool(var flag)) {
            return flag;
          }
          throw refused(name, "must be true or false");
        })
        .orElse(false);
  }

  Optional<BigDecimal> number(String name) {
    return any(name)
        .map(value -> {
          if (value instanceof Json.Numeral(var number)) {
            return number;
          }
          throw refused(name, "must be a number");
        });
  }

  /// A whole number from 0; [dev.millrace.grammar.rule.Expression#ENDLESS] stands for all larger.
  OptionalInt count(String name) {
    var number = number(name);
    if (number.isEmpty()) {
      return OptionalInt.empty();
    }
    if (number.get().signum() < 0 || number.get().stripTrailingZeros().scale() > 0) {
      throw refused(name, "must be a whole number, 0 or more");
    }
    return OptionalInt.of(number.get().min(BigDecimal.valueOf(ENDLESS)).intValue());
  }

  List<Json> items(String name) {
    return any(name)
        .map(value -> {
          if (value instanceof Json.Items(var items)) {
            return items;
          }
          throw refused(name, "must be an array");
        })
        .orElse(List.of());
  }

  /// Strings in an array.
  List<String> texts(String name) {
    var texts = new ArrayList<String>();
    for (var item : items(name)) {
      if (!(item instanceof Json.Text(var text))) {
        throw refused(name, "must be an array of strings");
      }
      texts.add(text);
    }
    return texts;
  }

  /// A schema.
  Optional<Place> schema(String name) {
    return any(name).map(value -> below(value, path(name)));
  }

  /// Schemas in an array, of which there must be one.
  List<Place> schemas(String name) {
    var schemas = new ArrayList<Place>();
    for (var item : items(name)) {
      schemas.add(below(item, path(name).then(schemas.size())));
    }
    if (has(name) && schemas.isEmpty()) {
      throw refused(name, "must hold at least one schema");
    }
    return schemas;
  }

  /// Values by name.
  Map<String, Json> members(String name) {
    return any(name)
        .map(value -> {
          if (value instanceof Json.Fields(var members)) {
            return members;
          }
          throw refused(name, "must be an object");
        })
        .orElse(Map.of());
  }

  /// Schemas by name, in order.
  Map<String, Place> named(String name) {
    var named = new LinkedHashMap<String, Place>();
    members(name).forEach((key, value) -> named.put(key, below(value, path(name).then(key))));
    return named;
  }

  /// A schema that stands below this one.
  Place below(Json schema, Path path) {
    if (schema instanceof Json.Fields || schema instanceof Json.Bool) {
      return document.below(place, schema, path);
    }
    throw path.refused("must be a schema: an object, true or false");
  }
}
