package dev.millrace.gateway.config;

import dev.millrace.gateway.yaml.Yaml;
import dev.millrace.llm.Json;
import java.math.BigDecimal;
import java.util.LinkedHashMap;

/// A part of a file as JSON.
final class YamlJson {
  private YamlJson() {}

  static Json of(Yaml yaml) {
    return switch (yaml) {
      case Yaml.Scalar scalar -> of(scalar);
      case Yaml.Items(_, var values) -> new Json.Items(values.stream().map(YamlJson::of).toList());
      case Yaml.Group(_, var entries) -> {
        var fields = new LinkedHashMap<String, Json>();
        entries.forEach((name, entry) -> fields.put(name, of(entry.value())));
        yield new Json.Fields(fields);
      }
    };
  }

  private static Json of(Yaml.Scalar scalar) {
    return switch (scalar.type()) {
      case TEXT -> new Json.Text(scalar.text());
      case WHOLE, DECIMAL -> number(scalar.text());
      case FLAG -> new Json.Bool(Boolean.parseBoolean(scalar.text()));
      case EMPTY -> new Json.Null();
    };
  }

  /// YAML has numbers that JSON has not, as `.inf`; they are texts there.
  private static Json number(String text) {
    try {
      return new Json.Numeral(new BigDecimal(text));
    } catch (NumberFormatException _) {
      return new Json.Text(text);
    }
  }
}
