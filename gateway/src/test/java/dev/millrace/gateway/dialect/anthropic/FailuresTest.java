package dev.millrace.gateway.dialect.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FailuresTest {
  @ParameterizedTest
  @MethodSource("failures")
  void aFailureHasTheStatusAndTheTypeThatClientsActOn(Failure failure, int status, String type) {
    var error = Failures.write(failure, "req_1", "messages");
    assertThat(error.status()).isEqualTo(status);
    assertThat(error.headers()).containsEntry("request-id", "req_1");
    var body = JsonReader.readObject(error.json());
    assertThat(body.values().keySet()).containsExactly("type", "error", "request_id");
    assertThat(body.get("request_id")).contains(new Json.Text("req_1"));
    var inner = (Json.Fields) body.get("error").orElseThrow();
    assertThat(inner.values().keySet()).containsExactly("type", "message");
    assertThat(inner.get("type")).contains(new Json.Text(type));
  }

  static List<Arguments> failures() {
    var soon = Duration.ofSeconds(3);
    return List.of(
        Arguments.of(bad("max_tokens", Problem.MISSING), 400, "invalid_request_error"),
        Arguments.of(bad("threads", Problem.UNSUPPORTED), 400, "invalid_request_error"),
        Arguments.of(bad("thread", Problem.WRONG_TYPE), 400, "invalid_request_error"),
        Arguments.of(new Failure.Unauthorized("no"), 401, "authentication_error"),
        Arguments.of(new Failure.ModelNotFound("m"), 404, "not_found_error"),
        Arguments.of(new Failure.NotFound("response", "r"), 404, "not_found_error"),
        Arguments.of(new Failure.NoSuchPath("/x"), 404, "not_found_error"),
        Arguments.of(new Failure.ContextExceeded(9, 5), 400, "invalid_request_error"),
        Arguments.of(new Failure.TooLarge(5), 413, "request_too_large"),
        Arguments.of(
            new Failure.MethodNotAllowed("PUT", List.of("POST")), 405, "invalid_request_error"),
        Arguments.of(new Failure.UnsupportedMediaType("", "x"), 415, "invalid_request_error"),
        Arguments.of(new Failure.TooSlow("body", soon), 408, "invalid_request_error"),
        Arguments.of(new Failure.Overloaded("busy", soon), 429, "rate_limit_error"),
        Arguments.of(new Failure.Unavailable("stopping"), 529, "overloaded_error"),
        Arguments.of(upstream(400), 400, "invalid_request_error"),
        Arguments.of(upstream(401), 502, "api_error"),
        Arguments.of(upstream(500), 502, "api_error"),
        Arguments.of(upstream(529), 529, "overloaded_error"),
        Arguments.of(new Failure.Silent("p", soon), 504, "timeout_error"),
        Arguments.of(new Failure.Truncated("p", "cut"), 502, "api_error"),
        Arguments.of(new Failure.Conflict("done"), 409, "conflict_error"),
        Arguments.of(new Failure.Cancelled(), 409, "conflict_error"),
        Arguments.of(new Failure.NoZeroRetention("m"), 422, "invalid_request_error"),
        Arguments.of(new Failure.OverQuota("spent"), 402, "billing_error"),
        Arguments.of(new Failure.TimedOut(soon), 504, "timeout_error"),
        Arguments.of(new Failure.Internal("1f"), 500, "api_error"));
  }

  @Test
  void clientsThatKeepThreadsAreToldToSendEverything() {
    byte[] body = Failures.write(bad("thread", Problem.UNSUPPORTED), "req_1", "messages").json();
    assertThat(new String(body, UTF_8))
        .contains("\"details\":{\"error_code\":\"thread_unsupported_request\"}");
  }

  @Test
  void whenToTryAgainIsKept() {
    var failure = new Failure.Overloaded("busy", Duration.ofSeconds(3));
    assertThat(Failures.write(failure, "req_1", "messages").headers())
        .containsEntry("retry-after", "3");
  }

  private static Failure bad(String field, Problem problem) {
    return new Failure.BadRequest(field, problem, "is wrong");
  }

  private static Failure upstream(int status) {
    return new Failure.Upstream("p", status, Optional.empty(), "its words");
  }
}
