package dev.millrace.bench.mask;

import dev.millrace.llm.Json;
import java.util.Random;
import java.util.function.Consumer;

/// Writes documents that fit the schemas of [Cases].
final class Documents {
  private static final int DEEPEST = 6;
  private static final String[] ODD = {"\\n", "\\\"", "é", "日本", "😀", "\\u00e9", "naïve", "—"};

  private final Json.Fields root;
  private final Random random;
  private final Words words;
  private final StringBuilder text = new StringBuilder();
  private int depth;

  private Documents(Json schema, Random random) {
    this.root = (Json.Fields) schema;
    this.random = random;
    this.words = new Words(random);
  }

  static String one(Json schema, Random random) {
    var documents = new Documents(schema, random);
    documents.value(schema);
    return documents.text.toString();
  }

  private void value(Json schema) {
    var fields = (Json.Fields) schema;
    if (fields.values().containsKey("$ref")) {
      value(((Json.Fields) field(root, "$defs")).values().values().iterator().next());
    } else if (fields.values().containsKey("enum")) {
      var choices = ((Json.Items) field(fields, "enum")).values();
      var chosen = (Json.Text) choices.get(random.nextInt(choices.size()));
      text.append('"').append(chosen.value()).append('"');
    } else {
      typed(((Json.Text) field(fields, "type")).value(), fields);
    }
  }

  private void typed(String type, Json.Fields schema) {
    switch (type) {
      case "string" -> string(number(schema, "minLength", 0), number(schema, "maxLength", 120));
      case "integer" -> text.append(random.nextInt(100_000));
      case "number" -> text.append(random.nextInt(10_000)).append('.').append(random.nextInt(100));
      case "boolean" -> text.append(random.nextBoolean());
      case "array" -> array(schema);
      case "object" -> object((Json.Fields) field(schema, "properties"));
      default -> throw new IllegalArgumentException(type);
    }
  }

  private void object(Json.Fields properties) {
    inside(
        '{',
        '}',
        within ->
            properties
                .values()
                .forEach((name, schema) -> {
                  within.accept("\"" + name + "\": ");
                  value(schema);
                }));
  }

  private void array(Json.Fields schema) {
    int least = number(schema, "minItems", 0);
    int most = depth > DEEPEST ? least : number(schema, "maxItems", 5);
    int count = least + random.nextInt(most - least + 1);
    inside(
        '[',
        ']',
        within -> {
          for (int i = 0; i < count; i++) {
            within.accept("");
            value(field(schema, "items"));
          }
        });
  }

  /// Indented by two spaces for every level.
  private void inside(char open, char close, Consumer<Consumer<String>> members) {
    text.append(open);
    depth++;
    int[] count = {0};
    members.accept(begin -> {
      text.append(count[0]++ > 0 ? "," : "").append('\n').append("  ".repeat(depth));
      text.append(begin);
    });
    depth--;
    if (count[0] > 0) {
      text.append('\n').append("  ".repeat(depth));
    }
    text.append(close);
  }

  private void string(int least, int most) {
    var content = new StringBuilder();
    int length = least + random.nextInt(Math.min(most - least, 400) + 1);
    while (content.length() < length) {
      content.append(random.nextInt(12) == 0 ? ODD[random.nextInt(ODD.length)] : words.next());
      content.append(' ');
    }
    text.append('"').append(fitting(content, most)).append('"');
  }

  /// Cut at a space, so that no character is cut in two.
  private static String fitting(StringBuilder content, int most) {
    int end = content.length();
    while (end > most) {
      end = Math.max(0, content.lastIndexOf(" ", end - 1));
    }
    return content.substring(0, end);
  }

  private static int number(Json.Fields schema, String name, int otherwise) {
    return schema
        .get(name)
        .map(value -> ((Json.Numeral) value).value().intValue())
        .orElse(otherwise);
  }

  private static Json field(Json.Fields fields, String name) {
    return fields.get(name).orElseThrow();
  }
}
