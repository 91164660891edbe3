package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Failures as the `error` of a response.
final class Failures {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String BROKEN = "server_error";

  /// What clients understand of providers' own codes; Codex does not try again after these.
  /// (2026-11)
  private static final Set<String> UNDERSTOOD =
      Set.of(
          "context_length_exceeded",
          "cyber_policy",
          "insufficient_quota",
          "invalid_prompt",
          "rate_limit_exceeded",
          "server_is_overloaded",
          "slow_down",
          "usage_not_included");

  private Failures() {}

  /// What a provider's error answer means.
  ///
  /// @param headers by lower-case name
  static Failure read(int status, Map<String, String> headers, byte[] body, String provider) {
    return dev.millrace.gateway.dialect.openai.chat.Failures.read(status, headers, body, provider);
  }

  /// What the error of a response means that began well.
  static Failure inside(Json error, String provider) {
    var failure = dev.millrace.gateway.dialect.openai.chat.Failures.inside(error, provider);
    if (!(failure instanceof Failure.Upstream(_, var status, var code, var message, _))) {
      return failure;
    }
    return switch (code.orElse("")) {
      case "rate_limit_exceeded" -> new Failure.Overloaded(provider + ": " + message, SOON);
      case "server_is_overloaded", "slow_down" ->
          new Failure.Upstream(provider, 503, code, message);
      case "server_error", "vector_store_timeout" ->
          new Failure.Upstream(provider, 500, code, message);
      case "insufficient_quota" -> new Failure.Upstream(provider, 429, code, message);
      case "invalid_prompt", "cyber_policy", "bio_policy" ->
          new Failure.Upstream(provider, 400, code, message);
      default -> new Failure.Upstream(provider, status, code, message);
    };
  }

  /// What went wrong.
  ///
  /// @param wanted whether nothing did, and the answer was cancelled
  record Trouble(String code, String message, boolean wanted) {}

  static Trouble of(Failure failure) {
    String message = dev.millrace.gateway.dialect.openai.chat.Failures.message(failure, "input");
    return switch (failure) {
      case Failure.Cancelled _ -> new Trouble("cancelled", message, true);
      // Codex waits for as long as the words say.
      case Failure.Overloaded(_, var after) ->
          trouble(
              "rate_limit_exceeded",
              String.format(
                  Locale.ROOT, "%s; try again in %.3fs", message, after.toMillis() / 1000.0));
      default -> trouble(code(failure), message);
    };
  }

  private static Trouble trouble(String code, String message) {
    return new Trouble(code, message, false);
  }

  private static String code(Failure failure) {
    return switch (failure) {
      case Failure.ContextExceeded _ -> "context_length_exceeded";
      case Failure.OverQuota _ -> "insufficient_quota";
      case Failure.Overloaded _ -> "rate_limit_exceeded";
      case Failure.Unavailable _ -> "server_is_overloaded";
      case Failure.BadRequest _,
          Failure.ModelNotFound _,
          Failure.NoZeroRetention _,
          Failure.TooLarge _,
          Failure.UnsupportedMediaType _ ->
          "invalid_prompt";
      case Failure.Upstream upstream -> upstream(upstream);
      case Failure.Unauthorized _,
          Failure.NoSuchPath _,
          Failure.MethodNotAllowed _,
          Failure.TooSlow _,
          Failure.Silent _,
          Failure.Truncated _,
          Failure.NotFound _,
          Failure.Conflict _,
          Failure.KeyTaken _,
          Failure.TimedOut _,
          Failure.Cancelled _,
          Failure.Internal _ ->
          BROKEN;
    };
  }

  private static String upstream(Failure.Upstream failure) {
    return failure
        .code()
        .filter(UNDERSTOOD::contains)
        .orElseGet(() ->
            switch (failure.status()) {
              case 400, 413, 422 -> "invalid_prompt";
              case 503, 529 -> "server_is_overloaded";
              default -> BROKEN;
            });
  }
}
