package dev.millrace.bench.faults;

import java.net.http.HttpResponse;
import java.util.regex.Pattern;

/// What a client of Chat Completions was told.
///
/// @param stream whether it had asked for a stream
record Told(HttpResponse<String> response, boolean stream) {
  private static final Pattern CONTENT = Pattern.compile("\"content\": ?\"([^\"]*)\"");
  private static final Pattern REASON = Pattern.compile("\"finish_reason\": ?\"([^\"]*)\"");

  int status() {
    return response.statusCode();
  }

  String body() {
    return response.body();
  }

  /// Why it ended, in the client's words; empty if nobody says.
  String reason() {
    var found = REASON.matcher(body());
    String last = "";
    while (found.find()) {
      last = found.group(1);
    }
    return last;
  }

  /// How many words were told.
  int words() {
    var found = CONTENT.matcher(body());
    int words = 0;
    while (found.find()) {
      words += found.group(1).strip().split(" +").length - (found.group(1).isBlank() ? 1 : 0);
    }
    return words;
  }

  /// Whether it looks whole: a status of 200, and an end that says why.
  boolean looksWhole() {
    boolean ended = !stream || body().contains("data: [DONE]");
    return status() == 200 && !reason().isEmpty() && ended && !failed();
  }

  /// Whether it is told that something went wrong.
  boolean failed() {
    return status() >= 400 || body().contains("\"error\":");
  }
}
