package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.dialect.ErrorBody;
import dev.millrace.gateway.dialect.openai.chat.Envelope;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Failures as Anthropic's envelope: a type that follows from the status, a message, and our request
/// id in the body and in the header `request-id`; and those of providers. The words are those that
/// OpenAI's clients get.
public final class Failures {
  private static final int OVERLOADED = 529;
  private static final int UNKNOWN = 502;
  private static final Pattern TOO_LONG =
      Pattern.compile(
          "(?i)(?:too long|context limit):\\s*(\\d{1,9})(?:\\s*\\+\\s*(\\d{1,9}))?(?: tokens)?\\s*>\\s*"
              + "(\\d{1,9})");

  private Failures() {}

  /// How a failure looks to a client.
  ///
  /// @param prompt the field that prompts come in
  public static ErrorBody write(Failure failure, String requestId, String prompt) {
    Envelope said = dev.millrace.gateway.dialect.openai.chat.Failures.envelope(failure, prompt);
    int status = status(failure, said.status());
    var json =
        new JsonWriter()
            .object()
            .field("type", "error")
            .object("error")
            .field("type", type(status))
            .field("message", said.message());
    details(failure, json);
    json.endObject().field("request_id", requestId).endObject();
    var headers = new LinkedHashMap<>(said.headers());
    headers.put("request-id", requestId);
    return new ErrorBody(status, headers, json.bytes());
  }

  /// Anthropic has a status of its own for too much traffic, and one for unpaid bills.
  private static int status(Failure failure, int status) {
    if (failure instanceof Failure.OverQuota) {
      return 402;
    }
    return status == 503 ? OVERLOADED : status;
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402 -> "billing_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 409 -> "conflict_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 504 -> "timeout_error";
      case OVERLOADED -> "overloaded_error";
      default -> status < 500 ? "invalid_request_error" : "api_error";
    };
  }

  /// The member `details` of an error, for the one failure that has it: clients that keep threads
  /// look for its code before they send the whole conversation.
  public static void details(Failure failure, JsonWriter json) {
    if (failure instanceof Failure.BadRequest(var field, var problem, _)
        && field.equals("thread")
        && problem == Failure.Problem.UNSUPPORTED) {
      json.object("details").field("error_code", "thread_unsupported_request").endObject();
    }
  }

  /// What a provider's error answer means.
  ///
  /// @param headers by lower-case name
  public static Failure read(
      int status, Map<String, String> headers, byte[] body, String provider) {
    var failure =
        dev.millrace.gateway.dialect.openai.chat.Failures.read(status, headers, body, provider);
    return failure instanceof Failure.Upstream(_, _, _, var message, _)
        ? tooLong(message).orElse(failure)
        : failure;
  }

  /// What an error event means, which comes when the status has been told.
  static Failure inside(Json.Fields event, String provider) {
    int status =
        event
            .get("error")
            .flatMap(error -> error instanceof Json.Fields fields ? fields.get("type") : none())
            .map(type -> type instanceof Json.Text(var word) ? status(word) : UNKNOWN)
            .orElse(UNKNOWN);
    byte[] body = JsonWriter.text(event).getBytes(StandardCharsets.UTF_8);
    return read(status, Map.of(), body, provider);
  }

  private static Optional<Json> none() {
    return Optional.empty();
  }

  private static int status(String type) {
    return switch (type) {
      case "invalid_request_error" -> 400;
      case "authentication_error" -> 401;
      case "billing_error" -> 402;
      case "permission_error" -> 403;
      case "not_found_error" -> 404;
      case "conflict_error" -> 409;
      case "request_too_large" -> 413;
      case "rate_limit_error" -> 429;
      case "api_error" -> 500;
      case "timeout_error" -> 504;
      case "overloaded_error" -> OVERLOADED;
      default -> UNKNOWN;
    };
  }

  /// Anthropic tells the numbers in words: `prompt is too long: 210000 tokens > 200000 maximum`, or
  /// `input length and max_tokens exceed context limit: 190000 + 20000 > 200000`. (2026-11)
  private static Optional<Failure> tooLong(String message) {
    var match = TOO_LONG.matcher(message);
    if (!match.find()) {
      return Optional.empty();
    }
    int more = match.group(2) == null ? 0 : Integer.parseInt(match.group(2));
    return Optional.of(
        new Failure.ContextExceeded(
            Integer.parseInt(match.group(1)) + more, Integer.parseInt(match.group(3))));
  }
}
