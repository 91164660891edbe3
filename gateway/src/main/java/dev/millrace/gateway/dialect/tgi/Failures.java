package dev.millrace.gateway.dialect.tgi;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the server says when it refuses or fails: `{"error": ..., "error_type": ...}`.
final class Failures {
  private static final int MOST_SHOWN = 1_000;
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Pattern WINDOW =
      Pattern.compile(
          "(?:must be <=|must have less than) (\\d{1,9})[ .a-z]*Given: (\\d{1,9})"
              + "(?:\\s`inputs` tokens and (\\d{1,9}))?");

  private Failures() {}

  /// What an error answer means.
  ///
  /// @param headers by lower-case name
  static Failure read(int status, Map<String, String> headers, byte[] body, String provider) {
    try {
      return failure(status, JsonReader.readObject(body), provider);
    } catch (Refused _) {
      String text = new String(body, StandardCharsets.UTF_8);
      return failure(status, new Json.Fields(Map.of("error", new Json.Text(text))), provider);
    }
  }

  /// What an error in a stream means.
  static Failure inside(Json.Fields told, String provider) {
    int status =
        switch (text(told, "error_type").orElse("")) {
          case "validation" -> 422;
          case "overloaded" -> 429;
          case "generation", "incomplete_generation" -> 424;
          default -> 502;
        };
    return failure(status, told, provider);
  }

  private static Failure failure(int status, Json.Fields told, String provider) {
    String all = text(told, "error").filter(text -> !text.isBlank()).orElse("no reason given");
    String message = all.length() <= MOST_SHOWN ? all : all.substring(0, MOST_SHOWN) + "...";
    var window = WINDOW.matcher(message);
    if (status == 422 && window.find()) {
      int more = Optional.ofNullable(window.group(3)).map(Integer::parseInt).orElse(0);
      return new Failure.ContextExceeded(
          Integer.parseInt(window.group(2)) + more, Integer.parseInt(window.group(1)));
    }
    return status == 429
        ? new Failure.Overloaded(provider + ": " + message, SOON)
        : new Failure.Upstream(provider, status, text(told, "error_type"), message);
  }

  private static Optional<String> text(Json.Fields told, String name) {
    return told.get(name)
        .flatMap(
            json -> json instanceof Json.Text(var text) ? Optional.of(text) : Optional.empty());
  }
}
