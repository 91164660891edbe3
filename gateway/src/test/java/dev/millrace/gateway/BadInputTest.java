package dev.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is sent, the answer is JSON that names what was wrong, and the server goes on.
final class BadInputTest {
  private static final String HI = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
  private static final String GOOD = "{\"model\":\"millrace-mini\"," + HI + ",\"max_tokens\":1}";

  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start(Config.defaults());
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @AfterEach
  void theServerGoesOn() {
    assertThat(gateway.chat(GOOD).statusCode()).isEqualTo(200);
  }

  static Stream<Arguments> bodies() {
    return Stream.of(
        bad("", "", "invalid_json"),
        bad("{", "", "invalid_json"),
        bad("[]", "", ""),
        bad(field("\"temperature\":NaN"), "", "invalid_json"),
        bad("[".repeat(100_000), "", "invalid_json"),
        bad("{" + HI + "}", "model", "missing_required_parameter"),
        bad("{\"model\":7," + HI + "}", "model", "invalid_type"),
        bad("{\"model\":\"nobody\"," + HI + "}", "model", "model_not_found"),
        bad("{\"model\":\"millrace-mini\"}", "messages", "missing_required_parameter"),
        bad("{\"model\":\"millrace-mini\",\"messages\":[]}", "messages", ""),
        bad(message("{\"role\":\"wizard\",\"content\":\"x\"}"), "messages[0].role", ""),
        bad(message("{\"role\":\"user\"}"), "messages[0].content", ""),
        bad(message("{\"role\":\"user\",\"content\":7}"), "messages[0].content", ""),
        bad(field("\"temperature\":\"hot\""), "temperature", "invalid_type"),
        bad(field("\"temperature\":1e999999999"), "temperature", "invalid_value"),
        bad(field("\"temperature\":-1"), "temperature", "invalid_value"),
        bad(field("\"max_tokens\":0"), "max_tokens", "invalid_value"),
        bad(field("\"max_tokens\":" + "9".repeat(400)), "max_tokens", ""),
        bad(field("\"top_p\":2"), "top_p", "invalid_value"),
        bad(field("\"n\":0"), "n", "invalid_value"),
        bad(field("\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\"]"), "stop", ""),
        bad(field("\"top_logprobs\":3"), "top_logprobs", ""),
        bad(field("\"logit_bias\":{\"99999\":1}"), "logit_bias", ""),
        bad(field("\"stream\":\"yes\""), "stream", "invalid_type"),
        bad(field("\"colour\":\"red\""), "colour", "unknown_parameter"));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aBadBodyIsRefusedByName(String body, String field, String code) {
    var answer = gateway.chat(body);
    Json.Fields error = error(answer);
    assertThat(answer.statusCode()).isBetween(400, 404);
    if (!field.isEmpty()) {
      assertThat(text(error, "param")).startsWith(field);
    }
    if (!code.isEmpty()) {
      assertThat(text(error, "code")).isEqualTo(code);
    }
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[] body = GOOD.replace("hi", "h\u00ff").getBytes(StandardCharsets.ISO_8859_1);
    var answer =
        gateway.send(gateway.chatRequest("").POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(text(error(answer), "message")).contains("UTF-8");
  }

  @Test
  void aBodyOverTheLimitIsTooLarge() {
    var answer = gateway.chat(GOOD.replace("hi", "x".repeat(32_000_001)));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(text(error(answer), "message")).contains("32000000");
  }

  @Test
  void aBodyOfAnotherTypeIsRefused() {
    var answer = gateway.send(gateway.chatRequest(GOOD).setHeader("content-type", "text/plain"));
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(text(error(answer), "message")).contains("text/plain", "application/json");
  }

  @Test
  void aWrongMethodIsToldTheRightOne() {
    var answer = gateway.get("/v1/chat/completions");
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).contains("POST");
    assertThat(text(error(answer), "code")).isEqualTo("method_not_allowed");
  }

  @Test
  void anUnknownPathIsNotFound() {
    var answer = gateway.get("/v2/nothing");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(text(error(answer), "message")).contains("/v2/nothing");
  }

  private static Json.Fields error(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("content-type").orElse("")).contains("json");
    var id = answer.headers().firstValue("x-request-id").orElse("");
    assertThat(id).matches("req_[0-9a-f]{12}");
    var body = JsonReader.readObject(answer.body().getBytes(StandardCharsets.UTF_8));
    var error = (Json.Fields) body.get("error").orElseThrow();
    assertThat(error.values()).containsKeys("message", "type", "param", "code");
    return error;
  }

  private static String text(Json.Fields error, String name) {
    return error.get(name).orElseThrow() instanceof Json.Text(var value) ? value : "";
  }

  private static Arguments bad(String body, String field, String code) {
    return Arguments.of(body, field, code);
  }

  private static String field(String more) {
    return "{\"model\":\"millrace-mini\"," + HI + "," + more + "}";
  }

  private static String message(String message) {
    return "{\"model\":\"millrace-mini\",\"messages\":[" + message + "]}";
  }
}
