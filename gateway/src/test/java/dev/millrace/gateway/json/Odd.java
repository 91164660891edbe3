package dev.millrace.gateway.json;

import dev.millrace.llm.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Documents with one value replaced by an odd one.
public final class Odd {
  private static final List<Json> VALUES =
      Stream.of(
              "null",
              "true",
              "0",
              "-1",
              "1.5",
              "1e999999999",
              "-1e-999999999",
              "99999999999999999999",
              "\"\"",
              "\"x\"",
              "\"\\u0000\\ud83d\\ude00\"",
              "[]",
              "[null]",
              "[[\"x\"]]",
              "{}",
              "{\"\":{}}")
          .map(JsonReader::read)
          .toList();

  private Odd() {}

  /// Every way to replace one value, at any depth, by one of a set of odd ones.
  public static List<Json> versions(Json document) {
    var versions = new ArrayList<>(VALUES);
    switch (document) {
      case Json.Fields(var values) ->
          values.forEach((name, value) ->
              versions(value).forEach(odd -> versions.add(with(values, name, odd))));
      case Json.Items(var values) -> {
        for (int at = 0; at < values.size(); at++) {
          for (Json odd : versions(values.get(at))) {
            var items = new ArrayList<>(values);
            items.set(at, odd);
            versions.add(new Json.Items(items));
          }
        }
      }
      case Json.Text _, Json.Numeral _, Json.Bool _, Json.Null _ -> {}
    }
    return versions;
  }

  private static Json with(Map<String, Json> values, String name, Json odd) {
    var fields = new LinkedHashMap<>(values);
    fields.put(name, odd);
    return new Json.Fields(fields);
  }
}
