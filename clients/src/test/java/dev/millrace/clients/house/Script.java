package dev.millrace.clients.house;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The scripted provider's parts. The model asked for says which is played.
final class Script {
  private Script() {}

  /// The turn that follows a request.
  ///
  /// @throws IllegalArgumentException when there is no such part
  static Turn turn(JsonNode request) {
    return switch (request.path("model").stringValue()) {
      case "speaker" -> new Turn.Speech("", "The capital of Norway is Oslo.");
      case "thinker" ->
          new Turn.Speech(
              "Norway is a country. Its capital is Oslo.", "The capital of Norway is Oslo.");
      case "caller" -> calls(request, List.of("Oslo"));
      case "callers", "mixer" -> calls(request, List.of("Oslo", "Bergen"));
      case "limited" -> new Turn.Refusal(429, Map.of("retry-after", "7"), "rate_limit_exceeded");
      case "broken" -> new Turn.Refusal(500, Map.of(), "server_error");
      case "cut" -> new Turn.Cut("The capital of");
      case "fault" -> new Turn.Fault("The capital of");
      case String other -> throw new IllegalArgumentException("no part is called " + other);
    };
  }

  // Calls the first tool once for each city; with results at hand, tells them.
  private static Turn calls(JsonNode request, List<String> cities) {
    JsonNode messages = request.path("messages");
    JsonNode last = messages.path(messages.size() - 1);
    if (last.path("role").stringValue("").equals("tool")) {
      return new Turn.Speech("", "The tool says: " + text(last.path("content")));
    }
    JsonNode tools = request.path("tools");
    if (tools.isEmpty()) {
      return new Turn.Speech("", "I have no tools.");
    }
    var name = tools.path(0).path("function").path("name").stringValue();
    return new Turn.Calls(
        cities.stream()
            .map(city ->
                new Turn.Call(
                    "call_" + city.toLowerCase(java.util.Locale.ROOT),
                    name,
                    "{\"city\": \"" + city + "\"}"))
            .toList());
  }

  private static String text(JsonNode content) {
    return content.isString() ? content.stringValue() : content.path(0).path("text").stringValue();
  }
}
