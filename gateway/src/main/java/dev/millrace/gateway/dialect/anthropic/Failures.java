package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.dialect.ErrorBody;
import dev.millrace.gateway.dialect.openai.chat.Envelope;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Failure;
import java.util.LinkedHashMap;

/// Failures as Anthropic's envelope: a type that follows from the status, a message, and our request
/// id in the body and in the header `request-id`. The words are those that OpenAI's clients get.
public final class Failures {
  private static final int OVERLOADED = 529;

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
}
