package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the fields that [Extras] lists: they must make sense, and go along if they ask for
/// anything. Spoken answers have no place in the vocabulary yet: who asks for one is told.
///
/// @param rest is told of what cannot be honoured
record ExtrasReader(Members body, Rest rest) {
  private static final List<Words> WORDS =
      List.of(
          new Words(
              "service_tier",
              List.of("auto", "default"),
              List.of("flex", "scale", "priority", "fast")),
          new Words("verbosity", List.of("medium"), List.of("low", "high")),
          new Words("prompt_cache_retention", List.of("in_memory", "in-memory"), List.of("24h")));
  private static final Set<String> FORMATS = Set.of("wav", "aac", "mp3", "flac", "opus", "pcm16");

  Map<String, Json> read() {
    var extras = new LinkedHashMap<String, Json>();
    for (String name : List.of("user", "safety_identifier", "prompt_cache_key")) {
      take(name, Value::text, _ -> true, extras);
    }
    for (String name : List.of("metadata", "prompt_cache_options", "moderation")) {
      take(name, Value::object, _ -> true, extras);
    }
    take("store", Value::bool, Value::bool, extras);
    for (var words : WORDS) {
      take(words.name(), words::check, words::asks, extras);
    }
    take("prediction", ExtrasReader::prediction, _ -> true, extras);
    take("web_search_options", ExtrasReader::webSearch, _ -> true, extras);
    take("mm_processor_kwargs", Value::object, ExtrasReader::isFull, extras);
    body.find("modalities").ifPresent(this::modalities);
    body.find("audio").ifPresent(this::audio);
    return extras;
  }

  private void take(
      String name, Consumer<Value> check, Predicate<Value> asks, Map<String, Json> extras) {
    body.find(name)
        .ifPresent(value -> {
          check.accept(value);
          if (asks.test(value)) {
            extras.put(name, value.json());
          }
        });
  }

  /// A field that is one of some words.
  ///
  /// @param usual those that ask for nothing
  private record Words(String name, List<String> usual, List<String> others) {
    void check(Value value) {
      if (!usual.contains(value.text()) && !others.contains(value.text())) {
        var all = Stream.concat(usual.stream(), others.stream());
        throw value.outside(all.map(word -> '"' + word + '"').collect(Collectors.joining(", ")));
      }
    }

    boolean asks(Value value) {
      return !usual.contains(value.text());
    }
  }

  private static boolean isFull(Value value) {
    return !value.object().json().values().isEmpty();
  }

  private void modalities(Value given) {
    if (given.items().isEmpty()) {
      throw given.refuse(Problem.OUT_OF_RANGE, "must hold at least one of \"text\" and \"audio\"");
    }
    for (var item : given.items()) {
      switch (item.text()) {
        case "text" -> {}
        case "audio" -> rest.unsupported(item, "is \"audio\"; answers can only be written");
        default -> throw item.outside("\"text\" or \"audio\"");
      }
    }
  }

  private void audio(Value given) {
    var audio = given.object();
    Value format = audio.need("format");
    if (!FORMATS.contains(format.text())) {
      throw format.outside("\"wav\", \"aac\", \"mp3\", \"flac\", \"opus\" or \"pcm16\"");
    }
    rest.unsupported(given, "is for spoken answers; answers can only be written");
  }

  private static void prediction(Value given) {
    var prediction = given.object();
    Value type = prediction.need("type");
    if (!type.text().equals("content")) {
      throw type.outside("\"content\"");
    }
    Value content = prediction.need("content");
    if (content.json() instanceof Json.Text) {
      return;
    }
    for (var item : content.items()) {
      item.object().need("text").text();
    }
  }

  private static void webSearch(Value given) {
    var options = given.object();
    options
        .find("search_context_size")
        .filter(size -> !Set.of("low", "medium", "high").contains(size.text()))
        .ifPresent(size -> {
          throw size.outside("\"low\", \"medium\" or \"high\"");
        });
    options.find("user_location").ifPresent(Value::object);
  }
}
