package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.ErrorBody;
import dev.millrace.gateway.json.JsonWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What OpenAI's clients are told of a failure: `message`, `type`, `param` and `code`, all four always
/// there. Other surfaces take from it what they need.
///
/// @param type a class of errors, as `invalid_request_error`
/// @param code this error, as `model_not_found`
/// @param message for people
/// @param param the field that is at fault, if one is
/// @param headers by lower-case name
public record Envelope(
    int status,
    String type,
    String code,
    String message,
    Optional<String> param,
    Map<String, String> headers) {
  public Envelope {
    headers = Map.copyOf(headers);
  }

  Envelope(int status, String type, String code, String message) {
    this(status, type, code, message, Optional.empty(), Map.of());
  }

  Envelope about(String field) {
    return new Envelope(status, type, code, message, Optional.of(field), headers);
  }

  Envelope with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Envelope(status, type, code, message, param, more);
  }

  /// Worth another try after so long; at least a second is said, as the header counts in seconds.
  Envelope retry(Duration after) {
    long seconds = Math.max(1, Math.ceilDiv(after.toMillis(), 1000));
    return with("retry-after", Long.toString(seconds));
  }

  /// Another try would end the same way; OpenAI's clients would try statuses from 500 on again.
  Envelope never() {
    return with("x-should-retry", "false");
  }

  /// The error as OpenAI writes it, with our id of the request.
  public ErrorBody body(String requestId) {
    var json =
        new JsonWriter().object().object("error").field("message", message).field("type", type);
    param.ifPresentOrElse(field -> json.field("param", field), () -> json.nothing("param"));
    json.field("code", code).field("request_id", requestId).endObject().endObject();
    return new ErrorBody(status, headers, json.bytes());
  }
}
