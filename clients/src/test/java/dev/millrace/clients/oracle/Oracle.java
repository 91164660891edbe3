package dev.millrace.clients.oracle;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The schemas in the folder that the environment variable `MILLRACE_ORACLES` names. A shape is
/// called `file/Name`: `openai/Model` is the definition `Model` of `openai.schema.json`.
final class Oracle {
  private static final String VARIABLE = "MILLRACE_ORACLES";

  private final Path folder;
  private final Map<String, Schema> shapes = new ConcurrentHashMap<>();

  private Oracle(Path folder) {
    this.folder = folder;
  }

  /// Why there is none; empty if there is one.
  static String missing() {
    var folder = System.getenv(VARIABLE);
    return folder == null || folder.isBlank()
        ? "set " + VARIABLE + " to a folder with openai.schema.json and its like to run this"
        : "";
  }

  static Oracle open() {
    return new Oracle(Path.of(System.getenv(VARIABLE)));
  }

  /// What is wrong with a value; empty if nothing is.
  List<String> faults(String shape, String json) {
    return shapes.computeIfAbsent(shape, this::read).validate(json, InputFormat.JSON).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  private Schema read(String shape) {
    int slash = shape.indexOf('/');
    try {
      var file = folder.resolve(shape.substring(0, slash) + ".schema.json");
      JsonNode whole = JsonMapper.shared().readTree(Files.readAllBytes(file));
      var root = JsonMapper.shared().createObjectNode();
      root.set("$defs", whole.path("$defs"));
      root.put("$ref", "#/$defs/" + shape.substring(slash + 1));
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
