package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Fields that we know but that ask nothing of the model: labels, which are carried along, and
/// settings of features that we do not have, which are fine as long as they ask for what happens
/// anyway.
///
/// @param label whether any value is fine, and carried along
/// @param allowed else the only values that are fine, beside `null`
record Neutral(String name, boolean label, List<Json> allowed) {
  static final Map<String, Neutral> ALL =
      Stream.of(
              label("user"),
              label("metadata"),
              label("safety_identifier"),
              label("prompt_cache_key"),
              only("store", "false"),
              only("service_tier", "'auto'", "'default'"),
              only("response_format", "{'type':'text'}"),
              only("modalities", "['text']"),
              only("verbosity", "'medium'"),
              only("tools", "[]"),
              only("tool_choice", "'none'", "'auto'"),
              only("parallel_tool_calls", "true", "false"),
              only("functions", "[]"),
              only("function_call", "'none'", "'auto'"),
              only("reasoning_effort", "'none'"),
              never("audio"),
              never("moderation"),
              never("prediction"),
              never("prompt_cache_options"),
              only("prompt_cache_retention", "'in_memory'"),
              never("web_search_options"))
          .collect(Collectors.toUnmodifiableMap(Neutral::name, Function.identity()));

  private static Neutral label(String name) {
    return new Neutral(name, true, List.of());
  }

  private static Neutral only(String name, String... allowed) {
    var values = Stream.of(allowed).map(json -> JsonReader.read(json.replace('\'', '"'))).toList();
    return new Neutral(name, false, values);
  }

  private static Neutral never(String name) {
    return new Neutral(name, false, List.of());
  }

  boolean allows(Json value) {
    return label || allowed.contains(value);
  }

  /// The advice that ends a refusal.
  String orSend() {
    String values = allowed.stream().map(JsonWriter::text).collect(Collectors.joining(" or "));
    return values.isEmpty() ? "" : " or send " + values;
  }
}
