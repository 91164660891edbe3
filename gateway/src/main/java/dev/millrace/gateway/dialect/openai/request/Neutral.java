package dev.millrace.gateway.dialect.openai.request;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A field that we know but that asks nothing of the model: a label, which is carried along, or a
/// setting of a feature that we do not have, which is fine as long as it asks for what happens
/// anyway.
///
/// @param label whether any value is fine, and carried along
/// @param allowed else the only values that are fine, beside `null`
public record Neutral(String name, boolean label, List<Json> allowed) {
  public Neutral {
    allowed = List.copyOf(allowed);
  }

  /// A label.
  public static Neutral label(String name) {
    return new Neutral(name, true, List.of());
  }

  /// A setting that may have these values, given as JSON with `'` for `"`.
  public static Neutral only(String name, String... allowed) {
    var values = Stream.of(allowed).map(json -> JsonReader.read(json.replace('\'', '"'))).toList();
    return new Neutral(name, false, values);
  }

  /// A setting that must not be there.
  public static Neutral never(String name) {
    return new Neutral(name, false, List.of());
  }

  /// Reads all of these that are there; returns the labels.
  public static Map<String, Json> read(List<Neutral> known, Members body, Rest rest) {
    var labels = new LinkedHashMap<String, Json>();
    for (var neutral : known) {
      body.find(neutral.name()).ifPresent(value -> neutral.take(value, labels, rest));
    }
    return labels;
  }

  private void take(Value value, Map<String, Json> labels, Rest rest) {
    if (label) {
      labels.put(name, value.json());
    } else if (!allowed.contains(value.json())) {
      rest.unsupported(value, "is not supported; leave it out" + orSend());
    }
  }

  private String orSend() {
    String values = allowed.stream().map(JsonWriter::text).collect(Collectors.joining(" or "));
    return values.isEmpty() ? "" : " or send " + values;
  }
}
