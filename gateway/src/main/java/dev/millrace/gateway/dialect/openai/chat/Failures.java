package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.ErrorBody;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/// Failures as OpenAI's four-key envelope with our request id, and providers' errors as failures.
public final class Failures {
  private static final String INVALID = "invalid_request_error";
  private static final String SERVER = "server_error";
  private static final Duration SOON = Duration.ofSeconds(2);

  private Failures() {}

  /// How a failure looks to a client.
  public static ErrorBody write(Failure failure, String requestId) {
    return write(failure, requestId, "messages");
  }

  /// How a failure looks to a client of another dialect with the same envelope.
  ///
  /// @param prompt the field that prompts come in there
  public static ErrorBody write(Failure failure, String requestId, String prompt) {
    return envelope(failure, prompt).body(requestId);
  }

  /// What is said of a failure, for people.
  ///
  /// @param prompt the field that prompts come in
  public static String message(Failure failure, String prompt) {
    return envelope(failure, prompt).message();
  }

  /// What a provider's error answer means.
  ///
  /// @param headers by lower-case name
  public static Failure read(
      int status, Map<String, String> headers, byte[] body, String provider) {
    return new ErrorReader(provider).answer(status, headers, body);
  }

  /// What a provider's error means that is inside an answer which began well.
  public static Failure inside(Json error, String provider) {
    return new ErrorReader(provider).inside(error);
  }

  /// What OpenAI's clients are told of a failure, for surfaces that write it in another way.
  ///
  /// @param prompt the field that prompts come in there
  public static Envelope envelope(Failure failure, String prompt) {
    return switch (failure) {
      case Failure.BadRequest(var field, var problem, var why) -> bad(field, problem, why);
      case Failure.Unauthorized(var why) ->
          new Envelope(401, INVALID, "invalid_api_key", why).with("www-authenticate", "Bearer");
      case Failure.ModelNotFound(var model) ->
          new Envelope(404, INVALID, "model_not_found", notServed(model)).about("model");
      case Failure.ContextExceeded(var asked, var window) -> tooLong(asked, window, prompt);
      case Failure.TooLarge(var limit) -> tooLarge(limit);
      case Failure.NoSuchPath(var path) ->
          new Envelope(404, INVALID, "not_found", "nothing is served at " + path);
      case Failure.MethodNotAllowed(var method, var allowed) ->
          notAllowed(method, String.join(", ", allowed));
      case Failure.UnsupportedMediaType(var given, var wanted) ->
          new Envelope(415, INVALID, "unsupported_media_type", mediaType(given, wanted));
      case Failure.TooSlow(var what, var limit) ->
          new Envelope(408, INVALID, "request_timeout", tooSlow(what, limit));
      case Failure.Overloaded(var why, var retryAfter) ->
          new Envelope(429, "rate_limit_error", "rate_limit_exceeded", why).retry(retryAfter);
      case Failure.Unavailable(var why) ->
          new Envelope(503, SERVER, "service_unavailable", why).retry(SOON);
      case Failure.Upstream upstream -> upstream(upstream);
      case Failure.Silent(var provider, var waited) ->
          new Envelope(504, SERVER, "upstream_timeout", silent(provider, waited)).never();
      case Failure.Truncated(var provider, var why) ->
          new Envelope(502, SERVER, "upstream_truncated", provider + ": " + why);
      case Failure.NotFound(var what, var id) ->
          new Envelope(404, INVALID, "not_found", "there is no " + what + " " + id);
      case Failure.Conflict(var why) -> new Envelope(409, INVALID, "conflict", why).never();
      case Failure.KeyTaken(var why) -> keyTaken(why);
      case Failure.NoZeroRetention(var model) ->
          new Envelope(422, INVALID, "model_zdr_not_supported", keeps(model)).about("model");
      case Failure.OverQuota(var why) ->
          new Envelope(429, "insufficient_quota", "insufficient_quota", why).never();
      case Failure.TimedOut(var limit) ->
          new Envelope(504, SERVER, "timeout", overdue(limit)).never();
      case Failure.Cancelled _ -> cancelled();
      case Failure.Internal(var reference) -> internal(reference);
    };
  }

  private static Envelope keyTaken(String why) {
    return new Envelope(422, INVALID, "idempotency_key_reused", why).never();
  }

  private static Envelope cancelled() {
    return new Envelope(409, INVALID, "cancelled", "the answer was cancelled").never();
  }

  private static Envelope bad(String field, Problem problem, String why) {
    if (field.isEmpty()) {
      return new Envelope(400, INVALID, code(problem, "invalid_json"), why);
    }
    return new Envelope(400, INVALID, code(problem, "invalid_value"), field + ": " + why)
        .about(field);
  }

  private static String code(Problem problem, String malformed) {
    return switch (problem) {
      case MALFORMED -> malformed;
      case MISSING -> "missing_required_parameter";
      case WRONG_TYPE -> "invalid_type";
      case OUT_OF_RANGE -> "invalid_value";
      case UNKNOWN_FIELD -> "unknown_parameter";
      case UNSUPPORTED -> "unsupported_parameter";
    };
  }

  private static String notServed(String model) {
    return "the model " + model + " is not served here; GET /v1/models lists those that are";
  }

  private static Envelope notAllowed(String method, String list) {
    String why = method + " is not allowed here; use " + list;
    return new Envelope(405, INVALID, "method_not_allowed", why).with("allow", list);
  }

  private static Envelope tooLarge(long limit) {
    String why = "the body is larger than " + limit + " bytes";
    return new Envelope(413, INVALID, "request_too_large", why);
  }

  private static Envelope internal(String reference) {
    String why = "our fault; please report it as " + reference;
    return new Envelope(500, SERVER, "internal_error", why);
  }

  private static Envelope tooLong(int asked, int window, String prompt) {
    return new Envelope(400, INVALID, "context_length_exceeded", longer(asked, window, prompt))
        .about(prompt);
  }

  private static String longer(int asked, int window, String prompt) {
    return "the context window of the model is "
        + window
        + " tokens, but the request takes "
        + asked
        + "; shorten the "
        + prompt
        + " or lower "
        + (prompt.equals("input") ? "max_output_tokens" : "max_tokens");
  }

  private static String mediaType(String given, String wanted) {
    return (given.isEmpty() ? "the content type is missing" : "the content type is " + given)
        + "; send "
        + wanted;
  }

  private static String tooSlow(String what, Duration limit) {
    return what + " did not come within " + seconds(limit) + " seconds";
  }

  private static String keeps(String model) {
    return "zero data retention was demanded, but nobody who keeps nothing runs the model " + model;
  }

  private static String overdue(Duration limit) {
    return "the model did not answer within " + seconds(limit) + " seconds, and was cancelled";
  }

  private static String silent(String provider, Duration waited) {
    return provider + " said nothing for " + seconds(waited) + " seconds";
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  /// A provider's refusal of a request is the client's to mend; its refusal of our key, our model
  /// name or our credit is not, and must not look as if it were.
  private static Envelope upstream(Failure.Upstream failure) {
    String message = failure.provider() + ": " + failure.message();
    return switch (failure.status()) {
      case 400, 413, 422 ->
          new Envelope(400, INVALID, failure.code().orElse("upstream_refused"), message);
      case 401, 403 -> new Envelope(502, SERVER, "upstream_credentials", rejected(failure)).never();
      case 402, 404, 405, 429 -> new Envelope(502, SERVER, "upstream_error", message).never();
      case 408, 504 -> new Envelope(504, SERVER, "upstream_timeout", message).never();
      case 503, 529 ->
          new Envelope(503, SERVER, "upstream_overloaded", message)
              .retry(failure.retryAfter().orElse(SOON));
      default -> new Envelope(502, SERVER, "upstream_error", message);
    };
  }

  private static String rejected(Failure.Upstream failure) {
    return "the provider "
        + failure.provider()
        + " does not accept this gateway's own credentials (your key is fine); "
        + "its operator must mend that";
  }
}
