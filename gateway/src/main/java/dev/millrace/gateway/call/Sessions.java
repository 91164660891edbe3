package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.preference.Preferences;
import dev.millrace.llm.Json;
import dev.millrace.llm.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds out what a request belongs to: a session by its name, else what is cached together, else an
/// episode, else a user.
///
/// @param headers by lower-case name
/// @param labels what its surface says of it
record Sessions(Map<String, String> headers, Map<String, String> labels) {
  /// OpenRouter's; those of Codex; that of Claude Code (2026-11).
  private static final List<String> HEADERS =
      List.of(
          "x-session-id",
          "session_id",
          "session-id",
          "conversation_id",
          "x-claude-code-session-id");

  /// Nothing if the request does not say.
  Optional<String> of(Preferences preferences, Request request) {
    var headed = HEADERS.stream().map(headers::get).filter(Sessions::isSaid);
    var others =
        Stream.of(
                text(request, "prompt_cache_key"),
                Optional.ofNullable(labels.get("episode_id")),
                text(request, "user"))
            .flatMap(Optional::stream);
    return Stream.of(preferences.session().stream(), headed, others)
        .flatMap(names -> names)
        .findFirst();
  }

  private static boolean isSaid(String name) {
    return name != null && !name.isBlank();
  }

  private static Optional<String> text(Request request, String field) {
    return Optional.ofNullable(request.extras().get(field))
        .flatMap(
            value -> value instanceof Json.Text(var text) ? Optional.of(text) : Optional.empty())
        .filter(text -> !text.isBlank());
  }
}
