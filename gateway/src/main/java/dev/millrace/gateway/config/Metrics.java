package dev.millrace.gateway.config;

import dev.millrace.gateway.config.BudConfig.Metric;
import dev.millrace.gateway.yaml.Closest;
import dev.millrace.gateway.yaml.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads what feedback may be about.
final class Metrics {
  private static final List<String> OURS = List.of("comment", "demonstration");

  private Metrics() {}

  static Map<String, Metric> read(Fields file) {
    var metrics = new TreeMap<String, Metric>();
    file.named("metrics").forEach((name, fields) -> metrics.put(name, metric(name, fields)));
    return metrics;
  }

  private static Metric metric(String name, Fields fields) {
    if (!fields.has("type")) {
      fields.required("type");
    } else if (OURS.contains(name)) {
      fields.problem("type", "cannot be said of `" + name + "`, which every feedback may be");
    }
    Optional<Metric.Type> type = choice(fields, "type", Metric.Type.class);
    var metric =
        new Metric(type.orElse(Metric.Type.BOOLEAN), choice(fields, "level", Metric.Level.class));
    fields.end();
    return metric;
  }

  private static <E extends Enum<E>> Optional<E> choice(Fields fields, String key, Class<E> of) {
    List<String> words =
        Arrays.stream(of.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .toList();
    return fields
        .text(key)
        .flatMap(text -> {
          if (words.contains(text)) {
            return Optional.of(Enum.valueOf(of, text.toUpperCase(Locale.ROOT)));
          }
          fields.problem(key, "is not known: `" + text + "`" + Closest.hint(text, words));
          return Optional.empty();
        });
  }
}
