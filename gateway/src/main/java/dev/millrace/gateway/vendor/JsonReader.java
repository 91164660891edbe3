package dev.millrace.gateway.vendor;

import dev.millrace.gateway.yaml.Fields;
import dev.millrace.gateway.yaml.Yaml;
import dev.millrace.llm.Json;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads fields of a request that a row says word for word, by path.
///
/// @param group their keys
record JsonReader(Fields group) {
  Map<String, Json> members() {
    var members = new LinkedHashMap<String, Json>();
    for (String key : group.keys()) {
      group
          .any(key)
          .ifPresent(value -> {
            if (value instanceof Yaml.Scalar scalar) {
              members.put(key, of(scalar));
            } else {
              group.problem(key, "must be a single value, not " + value.kind());
            }
          });
    }
    return members;
  }

  private static Json of(Yaml.Scalar scalar) {
    return switch (scalar.type()) {
      case TEXT -> new Json.Text(scalar.text());
      case WHOLE, DECIMAL -> new Json.Numeral(new BigDecimal(scalar.text()));
      case FLAG -> new Json.Bool(Boolean.parseBoolean(scalar.text()));
      case EMPTY -> new Json.Null();
    };
  }
}
