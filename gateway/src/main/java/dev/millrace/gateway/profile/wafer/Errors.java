package dev.millrace.gateway.profile.wafer;

import dev.millrace.gateway.dialect.ErrorBody;
import dev.millrace.gateway.dialect.Surface;
import dev.millrace.gateway.dialect.openai.chat.Envelope;
import dev.millrace.gateway.dialect.openai.chat.Failures;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import java.util.Optional;
import java.util.regex.Pattern;

/// Failures as Wafer writes them: `type` is a class of errors, `code` is what clients branch on,
/// and `docs_url` explains it. Anthropic's clients get the same in their own frame.
/// (docs.wafer.ai/errors, 2026-11)
///
/// @param docs where errors are explained; the code follows as a fragment
record Errors(Optional<String> docs) {
  private static final Pattern TOOL_SCHEMA =
      Pattern.compile("tools\\[\\d+]\\.((function\\.)?parameters|input_schema)([.\\[].*)?");
  private static final Pattern CHOSEN_TOOL = Pattern.compile("tool_choice(\\.function)?\\.name");

  ErrorBody write(Failure failure, String requestId, Surface surface) {
    Envelope usual = Failures.envelope(failure, surface.prompt());
    Kind kind = kind(failure, usual);
    var json = new JsonWriter().object();
    switch (surface.family()) {
      case OPENAI -> {}
      case ANTHROPIC -> json.field("type", "error");
    }
    json.object("error")
        .field("type", kind.type())
        .field("code", kind.code())
        .field("message", usual.message());
    usual.param().ifPresentOrElse(field -> json.field("param", field), () -> json.nothing("param"));
    json.field("request_id", requestId);
    docs.ifPresent(base -> json.field("docs_url", base + "#" + kind.code()));
    switch (surface.family()) {
      case OPENAI -> {}
      case ANTHROPIC -> dev.millrace.gateway.dialect.anthropic.Failures.details(failure, json);
    }
    byte[] body = json.endObject().endObject().bytes();
    return new ErrorBody(kind.status(), usual.headers(), body);
  }

  private record Kind(int status, String type, String code) {}

  private static Kind kind(Failure failure, Envelope usual) {
    return switch (failure) {
      case Failure.BadRequest(var field, var problem, _) -> {
        String code = code(field, problem);
        int status = code.equals("schema_validation_failed") ? 422 : 400;
        yield new Kind(status, "invalid_request_error", code);
      }
      case Failure.Unauthorized _ -> new Kind(401, "authentication_error", usual.code());
      case Failure.Upstream _, Failure.Silent _, Failure.Truncated _ ->
          new Kind(usual.status(), upstream(usual.status()), usual.code());
      case Failure.ModelNotFound _,
          Failure.ContextExceeded _,
          Failure.TooLarge _,
          Failure.NoSuchPath _,
          Failure.MethodNotAllowed _,
          Failure.UnsupportedMediaType _,
          Failure.TooSlow _,
          Failure.Overloaded _,
          Failure.Unavailable _,
          Failure.NotFound _,
          Failure.Conflict _,
          Failure.KeyTaken _,
          Failure.NoZeroRetention _,
          Failure.OverQuota _,
          Failure.TimedOut _,
          Failure.Cancelled _,
          Failure.Internal _ ->
          new Kind(usual.status(), usual.type(), usual.code());
    };
  }

  /// A provider may have found fault with what the client sent.
  private static String upstream(int status) {
    return status < 500 ? "invalid_request_error" : "upstream_error";
  }

  private static String code(String field, Problem problem) {
    if (TOOL_SCHEMA.matcher(field).matches()) {
      return "tool_schema_invalid";
    }
    if (CHOSEN_TOOL.matcher(field).matches() && problem == Problem.OUT_OF_RANGE) {
      return "tool_choice_unknown_tool";
    }
    return switch (problem) {
      case MALFORMED -> field.isEmpty() ? "invalid_json_request" : "schema_validation_failed";
      case MISSING, WRONG_TYPE, OUT_OF_RANGE -> "schema_validation_failed";
      case UNKNOWN_FIELD -> "unknown_parameter";
      case UNSUPPORTED -> "unsupported_parameter";
    };
  }
}
