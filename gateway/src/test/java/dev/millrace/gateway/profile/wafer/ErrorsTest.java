package dev.millrace.gateway.profile.wafer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.gateway.dialect.Surface;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.BadRequest;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorsTest {
  private static final Surface CHAT = Surface.openAi("messages");
  private static final String INVALID = "invalid_request_error";

  private final Errors errors = new Errors(Optional.empty());

  private static Failure bad(String field, Problem problem) {
    return new BadRequest(field, problem, "why");
  }

  private static Failure upstream(int status) {
    return new Failure.Upstream("acme", status, Optional.empty(), "no");
  }

  static Stream<Arguments> table() {
    return Stream.of(fields(), choices(), refusals(), providers()).flatMap(rows -> rows);
  }

  private static Stream<Arguments> fields() {
    return Stream.of(
        arguments(bad("", Problem.MALFORMED), 400, INVALID, "invalid_json_request", ""),
        arguments(
            bad("messages[0].content", Problem.WRONG_TYPE),
            422,
            INVALID,
            "schema_validation_failed",
            "messages[0].content"),
        arguments(bad("model", Problem.MISSING), 422, INVALID, "schema_validation_failed", "model"),
        arguments(
            bad("top_p", Problem.OUT_OF_RANGE), 422, INVALID, "schema_validation_failed", "top_p"),
        arguments(
            bad("tools[0].function.parameters", Problem.WRONG_TYPE),
            400,
            INVALID,
            "tool_schema_invalid",
            "tools[0].function.parameters"),
        arguments(
            bad("tools[12].function.parameters.type", Problem.OUT_OF_RANGE),
            400,
            INVALID,
            "tool_schema_invalid",
            "tools[12].function.parameters.type"),
        arguments(
            bad("tools[0].input_schema", Problem.MISSING),
            400,
            INVALID,
            "tool_schema_invalid",
            "tools[0].input_schema"),
        arguments(
            bad("tools[0].function.name", Problem.MISSING),
            422,
            INVALID,
            "schema_validation_failed",
            "tools[0].function.name"));
  }

  private static Stream<Arguments> choices() {
    return Stream.of(
        arguments(
            bad("tool_choice.function.name", Problem.OUT_OF_RANGE),
            400,
            INVALID,
            "tool_choice_unknown_tool",
            "tool_choice.function.name"),
        arguments(
            bad("tool_choice.function.name", Problem.MISSING),
            422,
            INVALID,
            "schema_validation_failed",
            "tool_choice.function.name"),
        arguments(
            bad("colour", Problem.UNKNOWN_FIELD), 400, INVALID, "unknown_parameter", "colour"),
        arguments(bad("n", Problem.UNSUPPORTED), 400, INVALID, "unsupported_parameter", "n"));
  }

  private static Stream<Arguments> refusals() {
    return Stream.of(
        arguments(
            new Failure.NoZeroRetention("m"), 422, INVALID, "model_zdr_not_supported", "model"),
        arguments(
            new Failure.ContextExceeded(9, 8), 400, INVALID, "context_length_exceeded", "messages"),
        arguments(
            new Failure.Unauthorized("no"), 401, "authentication_error", "invalid_api_key", ""),
        arguments(new Failure.ModelNotFound("m"), 404, INVALID, "model_not_found", "model"),
        arguments(new Failure.NoSuchPath("/x"), 404, INVALID, "not_found", ""),
        arguments(
            new Failure.MethodNotAllowed("GET", List.of("POST")),
            405,
            INVALID,
            "method_not_allowed",
            ""),
        arguments(new Failure.TooLarge(5), 413, INVALID, "request_too_large", ""),
        arguments(
            new Failure.OverQuota("spent"), 429, "insufficient_quota", "insufficient_quota", ""),
        arguments(
            new Failure.Overloaded("busy", Duration.ofSeconds(1)),
            429,
            "rate_limit_error",
            "rate_limit_exceeded",
            ""));
  }

  private static Stream<Arguments> providers() {
    return Stream.of(
        arguments(upstream(400), 400, INVALID, "upstream_refused", ""),
        arguments(upstream(500), 502, "upstream_error", "upstream_error", ""),
        arguments(
            new Failure.Silent("acme", Duration.ofSeconds(1)),
            504,
            "upstream_error",
            "upstream_timeout",
            ""),
        arguments(new Failure.Internal("r"), 500, "server_error", "internal_error", ""));
  }

  @ParameterizedTest
  @MethodSource("table")
  void everyFailureHasItsStatusTypeAndCode(
      Failure failure, int status, String type, String code, String param) {
    var body = errors.write(failure, "req_a1b2c3d4e5f6", CHAT);
    var error = error(body.json());
    assertThat(body.status()).isEqualTo(status);
    assertThat(text(error, "type")).isEqualTo(type);
    assertThat(text(error, "code")).isEqualTo(code);
    assertThat(text(error, "param")).isEqualTo(param);
    assertThat(text(error, "request_id")).isEqualTo("req_a1b2c3d4e5f6");
    assertThat(text(error, "message")).isNotEmpty();
  }

  @Test
  void anErrorLooksAsDocumented() {
    var documented = new Errors(Optional.of("https://docs.example.com/errors"));
    var body =
        documented.write(bad("tools[0].function.parameters", Problem.WRONG_TYPE), "req_1", CHAT);
    assertThat(new String(body.json(), UTF_8))
        .isEqualTo(
            """
            {"error":{"type":"invalid_request_error","code":"tool_schema_invalid",\
            "message":"tools[0].function.parameters: why","param":"tools[0].function.parameters",\
            "request_id":"req_1",\
            "docs_url":"https://docs.example.com/errors#tool_schema_invalid"}}\
            """);
  }

  @Test
  void anthropicsClientsGetTheSameInTheirFrame() {
    var body = errors.write(bad("", Problem.MALFORMED), "req_1", Surface.anthropic("messages"));
    assertThat(new String(body.json(), UTF_8))
        .isEqualTo(
            """
            {"type":"error","error":{"type":"invalid_request_error","code":"invalid_json_request",\
            "message":"why","param":null,"request_id":"req_1"}}\
            """);
  }

  private static Json.Fields error(byte[] body) {
    return (Json.Fields) JsonReader.readObject(body).get("error").orElseThrow();
  }

  private static String text(Json.Fields error, String name) {
    return error.get(name).orElseThrow() instanceof Json.Text(var value) ? value : "";
  }
}
