package dev.millrace.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Json;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Anthropic's protocol over HTTP, with the bundled model.
final class MessagesTest {
  private static final Golden REQUESTS = Golden.in("dialect/anthropic/requests");
  private static final String MODEL =
      "{\"model\":\"millrace-mini\",\"max_tokens\":200,\"temperature\":0,";
  private static final String QUESTION =
      "\"messages\":[{\"role\":\"user\",\"content\":\"What is the capital of Norway?\"}]}";
  private static final String TOOLS =
      "\"tools\":[{\"name\":\"get_weather\",\"description\":\"Get the weather of a city\","
          + "\"input_schema\":{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},"
          + "\"required\":[\"city\"]}}],";
  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start(Config.defaults());
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void aQuestionIsAnswered() {
    var answer = post("/v1/messages", MODEL + QUESTION);
    assertThat(answer.body())
        .contains("\"text\":\"The capital of Norway is Oslo.\"", "\"stop_reason\":\"end_turn\"");
    assertThat(answer.headers().firstValue("request-id"))
        .isEqualTo(answer.headers().firstValue("x-request-id"))
        .isPresent();
  }

  @Test
  void whatClaudeCodeSendsIsStreamed() {
    var body = new String(REQUESTS.bytes("claude-code.json"), UTF_8);
    var answer = post("/v1/messages?beta=true", body);
    assertThat(answer.body())
        .startsWith("event: message_start\n")
        .contains("\"type\":\"signature_delta\"", "event: message_delta\n")
        .endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    assertThat(answer.headers().firstValue("x-millrace-receipt").orElseThrow())
        .contains("system[0]");
  }

  @Test
  void aToolIsCalledAndItsResultUsed() {
    var asked = "{\"role\":\"user\",\"content\":\"What is the weather in Oslo?\"}";
    var choice = "\"tool_choice\":{\"type\":\"any\"},";
    var first =
        JsonReader.readObject(
            post("/v1/messages", MODEL + TOOLS + choice + "\"messages\":[" + asked + "]}").body());
    assertThat(first.get("stop_reason")).contains(new Json.Text("tool_use"));
    var content = (Json.Items) first.get("content").orElseThrow();
    var call = (Json.Fields) content.values().getLast();
    var turns =
        "\"messages\":[%s,{\"role\":\"assistant\",\"content\":%s},{\"role\":\"user\",\"content\":[%s]}]}"
            .formatted(
                asked,
                JsonWriter.text(content),
                "{\"type\":\"tool_result\",\"content\":\"7 degrees, rain\",\"tool_use_id\":"
                    + JsonWriter.text(call.get("id").orElseThrow())
                    + "}");
    assertThat(post("/v1/messages", MODEL + TOOLS + turns).body())
        .contains("7 degrees, rain", "\"stop_reason\":\"end_turn\"");
  }

  @Test
  void aThoughtIsShownAndSigned() {
    var thinking = "\"thinking\":{\"type\":\"adaptive\"},";
    assertThat(post("/v1/messages", MODEL + thinking + QUESTION).body())
        .contains("\"content\":[{\"type\":\"thinking\",\"thinking\":\"", "\"signature\":\"mr1.");
  }

  @Test
  void whatIsCountedIsWhatIsUsed() {
    var counted = post("/v1/messages/count_tokens", MODEL + TOOLS + QUESTION);
    assertThat(counted.headers().firstValue("x-millrace-count")).contains("exact");
    var used = usage(post("/v1/messages", MODEL + TOOLS + QUESTION));
    assertThat(JsonReader.readObject(counted.body()).get("input_tokens"))
        .contains(Json.Numeral.of(used));
  }

  private static long usage(HttpResponse<String> answer) {
    var usage = (Json.Fields) JsonReader.readObject(answer.body()).get("usage").orElseThrow();
    return number(usage, "input_tokens") + number(usage, "cache_read_input_tokens");
  }

  private static long number(Json.Fields fields, String name) {
    return ((Json.Numeral) fields.get(name).orElseThrow()).value().longValueExact();
  }

  @Test
  void whatIsNotServedThereIsRefusedInAnthropicsWords() {
    for (String path : List.of("/v1/messages/batches", "/wafer/v1/messages/x")) {
      var answer = gateway.post(path, "{}");
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).startsWith("{\"type\":\"error\",\"error\":{\"type\":");
    }
  }

  @Test
  void clientsThatKeepThreadsAreToldToSendEverything() {
    for (String path : List.of("/v1/messages", "/wafer/v1/messages")) {
      var answer = gateway.post(path, MODEL + "\"thread\":{\"type\":\"create\"}," + QUESTION);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body())
          .contains("\"details\":{\"error_code\":\"thread_unsupported_request\"}");
    }
  }

  @Test
  void aBodyThatIsNoJsonIsRefusedInAnthropicsWords() {
    var answer = gateway.post("/v1/messages", "{\"model\":");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"type\":\"invalid_request_error\"", "ends too early");
  }

  private static HttpResponse<String> post(String path, String body) {
    var answer = gateway.post(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer;
  }
}
