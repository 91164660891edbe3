package dev.millrace.grammar.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Schemas by chance, as text: every kind of value, and combinators around them.
final class RandomSchema {
  private static final List<String> NAMES = List.of("a", "b", "ab", "c d", "e\\\"");
  private static final List<String> CONSTANTS =
      List.of("1", "-2", "0.5", "\"a\"", "\"b\"", "\"\"", "null", "true", "[1]", "{\"a\": 1}");
  private static final List<String> PATTERNS = List.of("^a", "b$", "^[ab]{1,3}$", "x|y", "[0-9]+");

  private final Random random;

  private RandomSchema(Random random) {
    this.random = random;
  }

  /// A schema that may be recursive.
  static String of(Random random) {
    var schemas = new RandomSchema(random);
    return "{\"$defs\": {\"x\": %s, \"y\": %s}, \"allOf\": [%s]}"
        .formatted(schemas.schema(1), schemas.schema(2), schemas.schema(3));
  }

  private String schema(int depth) {
    int kind = random.nextInt(depth > 0 ? 14 : 7);
    return switch (kind) {
      case 0 -> "{\"enum\": [%s]}".formatted(some(CONSTANTS));
      case 1 -> integer();
      case 2 -> number();
      case 3, 4 -> string();
      case 5 -> random.nextInt(6) > 0 ? "true" : "false";
      case 6 -> depth < 3 ? "{\"$ref\": \"#/$defs/%s\"}".formatted(pick(List.of("x", "y"))) : "{}";
      case 7, 8, 9 -> object(depth - 1);
      case 10, 11 -> array(depth - 1);
      default -> combined(depth - 1);
    };
  }

  private String integer() {
    var parts = new ArrayList<>(List.of("\"type\": \"integer\""));
    int low = random.nextInt(-30, 30);
    maybe(parts, "\"minimum\": " + low);
    maybe(parts, "\"exclusiveMaximum\": " + (low + random.nextInt(1, 200)));
    if (random.nextInt(4) == 0) {
      parts.add("\"multipleOf\": " + pick(List.of("2", "3", "5", "10")));
    }
    return object(parts);
  }

  private String number() {
    var parts = new ArrayList<>(List.of("\"type\": \"number\""));
    double low = random.nextInt(-300, 300) / 100.0;
    maybe(parts, "\"exclusiveMinimum\": " + low);
    maybe(parts, "\"maximum\": " + (low + random.nextInt(1, 900) / 100.0));
    if (random.nextInt(4) == 0) {
      parts.add("\"multipleOf\": " + pick(List.of("0.5", "0.01", "0.25")));
    }
    return object(parts);
  }

  private String string() {
    var parts = new ArrayList<>(List.of("\"type\": [\"string\", \"null\"]"));
    maybe(parts, "\"minLength\": " + random.nextInt(3));
    maybe(parts, "\"maxLength\": " + random.nextInt(2, 6));
    if (random.nextInt(3) == 0) {
      parts.add("\"pattern\": \"" + pick(PATTERNS) + "\"");
    }
    return object(parts);
  }

  private String object(int depth) {
    var parts = new ArrayList<>(List.of("\"type\": \"object\""));
    parts.add("\"properties\": {%s}".formatted(members(NAMES, depth)));
    maybe(parts, "\"required\": [%s]".formatted(quoted(NAMES)));
    maybe(parts, "\"additionalProperties\": " + schema(depth));
    if (random.nextInt(4) == 0) {
      parts.add("\"patternProperties\": {%s}".formatted(members(PATTERNS, depth)));
    }
    if (random.nextInt(6) == 0) {
      parts.add("\"dependentRequired\": {\"a\": [\"b\"]}");
    }
    if (random.nextInt(6) == 0) {
      parts.add("\"minProperties\": 1");
    }
    return object(parts);
  }

  private String array(int depth) {
    var parts = new ArrayList<>(List.of("\"type\": \"array\""));
    maybe(parts, "\"items\": " + schema(depth));
    maybe(parts, "\"maxItems\": " + random.nextInt(1, 4));
    if (random.nextInt(3) == 0) {
      parts.add("\"prefixItems\": [%s, %s]".formatted(schema(depth), schema(depth)));
    }
    if (random.nextInt(3) == 0) {
      parts.add("\"minItems\": " + random.nextInt(3));
    }
    if (random.nextInt(6) == 0) {
      parts.add("\"contains\": " + schema(depth));
    }
    if (random.nextInt(5) == 0) {
      parts.add("\"uniqueItems\": true");
    }
    return object(parts);
  }

  private String combined(int depth) {
    var left = schema(depth);
    var right = schema(depth);
    return switch (random.nextInt(6)) {
      case 0 -> "{\"anyOf\": [%s, %s]}".formatted(left, right);
      case 1 -> "{\"oneOf\": [%s, %s]}".formatted(left, right);
      case 2 -> "{\"allOf\": [%s, %s]}".formatted(left, right);
      case 3 -> "{\"not\": %s}".formatted(left);
      case 4 -> "{\"if\": %s, \"then\": %s, \"else\": %s}".formatted(left, right, schema(depth));
      default -> "{\"allOf\": [%s], \"not\": %s}".formatted(left, right);
    };
  }

  private String members(List<String> names, int depth) {
    return IntStream.range(0, names.size())
        .filter(_ -> random.nextBoolean())
        .mapToObj(at -> "\"%s\": %s".formatted(names.get(at), schema(depth)))
        .collect(Collectors.joining(", "));
  }

  private String quoted(List<String> names) {
    return names.stream()
        .filter(_ -> random.nextInt(4) == 0)
        .map(name -> "\"" + name + "\"")
        .collect(Collectors.joining(", "));
  }

  private String some(List<String> of) {
    return IntStream.range(0, 1 + random.nextInt(4))
        .mapToObj(_ -> pick(of))
        .collect(Collectors.joining(", "));
  }

  private void maybe(List<String> parts, String part) {
    if (random.nextBoolean()) {
      parts.add(part);
    }
  }

  private String pick(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static String object(List<String> parts) {
    return "{" + String.join(", ", parts) + "}";
  }
}
