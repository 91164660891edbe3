package dev.millrace.gateway.config;

import dev.millrace.gateway.config.FunctionConfig.Template;
import dev.millrace.gateway.config.FunctionConfig.Variant;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.yaml.Closest;
import dev.millrace.gateway.yaml.Fields;
import dev.millrace.gateway.yaml.Place;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Reads the functions of one file.
final class Functions {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
  private static final int LARGEST = 1_000_000;

  private final Path folder;
  private final Set<String> models = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, Place> taken = new HashMap<>();

  /// @param folder what paths are relative to
  Functions(Path folder, List<ModelConfig> models) {
    this.folder = folder;
    for (var model : models) {
      this.models.add(model.name());
      this.models.addAll(model.aliases());
    }
  }

  List<FunctionConfig> read(Fields file) {
    return file.groups("functions").stream().map(this::function).toList();
  }

  private FunctionConfig function(Fields fields) {
    String name = name(fields, taken);
    var system = system(fields);
    var schema = schema(fields);
    var names = new HashMap<String, Place>();
    var variants = fields.groups("variants").stream().map(one -> variant(one, names)).toList();
    if (variants.stream().allMatch(variant -> variant.weight() == 0)) {
      fields.problem(
          "variants",
          variants.isEmpty()
              ? "must name at least one, as `- {name: first, model: ..}`"
              : "have no weight; give one of them a weight above 0");
    }
    fields.end();
    return new FunctionConfig(name, system, schema, variants);
  }

  private static String name(Fields fields, Map<String, Place> taken) {
    String name = fields.required("name").orElse("");
    if (name.isEmpty()) {
      return name;
    }
    if (!NAME.matcher(name).matches()) {
      fields.problem("name", "must be 1 to 100 letters, digits, `_`, `-` or `.`");
    }
    var before = taken.putIfAbsent(name, fields.place("name"));
    if (before != null) {
      fields.problem("name", "`" + name + "` is taken already in line " + before.line());
    }
    return name;
  }

  private Variant variant(Fields fields, Map<String, Place> names) {
    String name = name(fields, names);
    String model = fields.required("model").orElse("");
    if (!model.isEmpty() && !models.contains(model)) {
      fields.problem(
          "model", "`" + model + "` is not under `models`" + Closest.hint(model, models));
    }
    var most = fields.whole("max-tokens", 1, Integer.MAX_VALUE);
    var variant =
        new Variant(
            name,
            model,
            fields.decimal("weight", 6, 1_000_000).map(BigDecimal::doubleValue).orElse(1.0),
            number(fields, "temperature", 2),
            number(fields, "top-p", 1),
            most.isPresent() ? OptionalInt.of((int) most.getAsLong()) : OptionalInt.empty());
    if (variant.topP().orElse(1) == 0) {
      fields.problem("top-p", "must be above 0");
    }
    fields.end();
    return variant;
  }

  private static OptionalDouble number(Fields fields, String key, int most) {
    return fields
        .decimal(key, 6, most)
        .map(value -> OptionalDouble.of(value.doubleValue()))
        .orElse(OptionalDouble.empty());
  }

  private Optional<Template> system(Fields fields) {
    var inline = fields.text("system");
    var file = file(fields, "system-file");
    only(fields, "system", "system-file");
    String key = fields.has("system") ? "system" : "system-file";
    return inline
        .or(() -> file)
        .flatMap(text -> Templates.read(text, why -> fields.problem(key, why)));
  }

  private Optional<Json> schema(Fields fields) {
    var inline = fields.any("schema").map(YamlJson::of);
    var file = file(fields, "schema-file").flatMap(text -> json(fields, text));
    only(fields, "schema", "schema-file");
    inline
        .filter(json -> !(json instanceof Json.Fields))
        .ifPresent(_ -> fields.problem("schema", "must be a JSON Schema: a group of keys"));
    return inline.or(() -> file);
  }

  private static void only(Fields fields, String key, String other) {
    if (fields.has(key) && fields.has(other)) {
      fields.problem(other, "cannot be given beside `" + key + "`");
    }
  }

  private static Optional<Json> json(Fields fields, String text) {
    try {
      return Optional.of(JsonReader.readObject(text));
    } catch (Refused refused) {
      String why =
          refused.failure() instanceof dev.millrace.llm.Failure.BadRequest(_, _, var reason)
              ? reason
              : refused.failure().toString();
      fields.problem("schema-file", "is no JSON Schema: " + why.toLowerCase(Locale.ROOT));
      return Optional.empty();
    }
  }

  private Optional<String> file(Fields fields, String key) {
    return fields
        .text(key)
        .flatMap(name -> {
          try {
            return Optional.of(text(folder.resolve(name).normalize()));
          } catch (InvalidPathException _) {
            fields.problem(key, "is not a path");
          } catch (CharacterCodingException _) {
            fields.problem(key, "is not valid UTF-8 text");
          } catch (IOException problem) {
            fields.problem(key, "cannot be read: " + problem.getMessage());
          }
          return Optional.empty();
        });
  }

  private static String text(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new IOException(path + " is not there");
    }
    if (Files.size(path) > LARGEST) {
      throw new IOException(path + " has more than " + LARGEST + " bytes");
    }
    return Files.readString(path);
  }
}
