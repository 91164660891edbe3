package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.json.JsonReader;
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
/// @param allowed the only values that are fine; empty: any
record Neutral(String name, List<Json> allowed) {
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
              only("audio", "null"),
              only("moderation", "null"),
              only("prediction", "null"),
              only("prompt_cache_options", "null"),
              only("prompt_cache_retention", "'in_memory'"),
              only("web_search_options", "null"))
          .collect(Collectors.toUnmodifiableMap(Neutral::name, Function.identity()));

  private static Neutral label(String name) {
    return new Neutral(name, List.of());
  }

  private static Neutral only(String name, String... allowed) {
    return new Neutral(
        name, Stream.of(allowed).map(json -> JsonReader.read(json.replace('\'', '"'))).toList());
  }

  boolean isLabel() {
    return allowed.isEmpty();
  }

  boolean allows(Json value) {
    return isLabel() || allowed.contains(value);
  }
}
