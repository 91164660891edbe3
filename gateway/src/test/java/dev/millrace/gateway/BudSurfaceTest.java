package dev.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.config.ConfigFile;
import dev.millrace.gateway.config.ConfigFile.Reading;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Json;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bud's surface over the network, with functions, against the bundled model.
final class BudSurfaceTest {
  private static final String CHAT = "/bud/v1/chat/completions";
  private static final String EPISODE = "01977ed9-7492-7b70-8347-9564aeb44a24";
  private static final String CONFIG =
      """
      models:
        - {name: millrace-mini, bundled: true, aliases: [qwen3-4b]}
      functions:
        - name: assistant
          system: You answer as {{ name }}.
          variants:
            - {name: one, model: qwen3-4b, max-tokens: 4}
            - {name: two, model: millrace-mini, max-tokens: 6}
        - name: person
          schema:
            type: object
            properties: {age: {type: integer, minimum: 1, maximum: 9}}
            required: [age]
            additionalProperties: false
          variants: [{name: only, model: qwen3-4b, temperature: 0}]
      metrics:
        good: {type: boolean}
      """;

  private static RunningGateway gateway;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("millrace.yaml"), CONFIG);
    var reading = ConfigFile.read(file, Map.of());
    gateway = RunningGateway.start(((Reading.Good) reading).config());
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void anAnswerHasTheMembersOfTheDocumentAndNoOthers() {
    var answer = post("{'model':'qwen3-4b','max_tokens':3," + ask("Hello") + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var body = JsonReader.readObject(answer.body());
    assertThat(body.values())
        .containsOnlyKeys(
            "id",
            "episode_id",
            "choices",
            "created",
            "model",
            "system_fingerprint",
            "service_tier",
            "object",
            "usage");
    assertThat(UUID.fromString(text(body, "id")).version()).isEqualTo(7);
    assertThat(UUID.fromString(text(body, "episode_id")).version()).isEqualTo(7);
    assertThat(body.get("model")).contains(new Json.Text("qwen3-4b"));
    assertThat(body.get("system_fingerprint")).contains(new Json.Text(""));
    assertThat(body.get("service_tier")).contains(new Json.Text(""));
    assertThat(((Json.Fields) body.get("usage").orElseThrow()).values())
        .containsOnlyKeys("prompt_tokens", "completion_tokens", "total_tokens");
    var message = (Json.Fields) choice(body).get("message").orElseThrow();
    assertThat(message.values()).containsOnlyKeys("role", "content", "tool_calls");
    assertThat(message.get("tool_calls")).contains(new Json.Items(List.of()));
    assertThat(answer.headers().firstValue("x-tensorzero-inference-id")).hasValue(text(body, "id"));
  }

  /// As the document's own sample reads it, which fails on a chunk without choices.
  @Test
  void theSampleOfTheDocumentReadsEveryChunkOfAStream() {
    var answer =
        post(
            "{'model':'qwen3-4b','max_tokens':5,'stream':true,"
                + "'tensorzero::episode_id':'"
                + EPISODE
                + "','stream_options':{'include_usage':true},"
                + ask("Tell me a story")
                + "}");
    var text = new StringBuilder();
    var chunks = new ArrayList<Json.Fields>();
    boolean done = false;
    for (String line : answer.body().split("\n", -1)) {
      if (line.startsWith("data: ")) {
        String data = line.substring(6);
        done = data.equals("[DONE]");
        if (!done) {
          var chunk = JsonReader.readObject(data);
          chunks.add(chunk);
          var delta = (Json.Fields) choice(chunk).get("delta").orElseThrow();
          delta
              .get("content")
              .filter(Json.Text.class::isInstance)
              .ifPresent(content -> text.append(((Json.Text) content).value()));
        }
      }
    }
    assertThat(done).isTrue();
    assertThat(text).isNotEmpty();
    assertThat(chunks)
        .allSatisfy(chunk -> assertThat(text(chunk, "episode_id")).isEqualTo(EPISODE));
    assertThat(chunks.getLast().get("usage").orElseThrow().toString()).contains("total_tokens");
    assertThat(choice(chunks.getLast()).get("finish_reason")).contains(new Json.Text("length"));
  }

  @Test
  void aFunctionAnswersUnderItsOwnName() {
    String name = "tensorzero::function_name::assistant";
    var answer =
        post(
            "{'model':'"
                + name
                + "','messages':[{'role':'system','content':[{'type':'text',"
                + "'tensorzero::arguments':{'name':'Ada'}}]},{'role':'user','content':'hi'}]}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(JsonReader.readObject(answer.body()).get("model")).contains(new Json.Text(name));
  }

  @Test
  void aFunctionThatLacksAnArgumentSaysWhich() {
    var answer = post("{'model':'tensorzero::function_name::assistant'," + ask("hi") + "}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("tensorzero::arguments.name: must be given");
  }

  @Test
  void aFunctionWithASchemaAnswersInItsForm() {
    var answer = post("{'model':'tensorzero::function_name::person'," + ask("How old?") + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var message =
        (Json.Fields) choice(JsonReader.readObject(answer.body())).get("message").orElseThrow();
    var person = JsonReader.readObject(text(message, "content"));
    assertThat(person.get("age").orElseThrow().toString()).matches(".*value=[1-9].*");
  }

  @ParameterizedTest
  @ValueSource(strings = {RunningGateway.KEY, "Bearer " + RunningGateway.KEY})
  void theKeyMayStandAlone(String authorization) {
    var request =
        HttpRequest.newBuilder(gateway.uri("/bud/v1/models"))
            .header("authorization", authorization);
    assertThat(gateway.send(request).body())
        .isEqualTo(
            "{\"object\":\"list\",\"data\":[{\"id\":\"millrace-mini\",\"created\":0,"
                + "\"object\":\"model\",\"owned_by\":\"bud\"}]}");
  }

  @Test
  void responsesAreNamedAsTheirClientsExpect() {
    var answer = gateway.post("/bud/v1/responses", "{\"model\":\"qwen3-4b\",\"input\":\"hi\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(text(JsonReader.readObject(answer.body()), "id")).startsWith("resp_");
  }

  @Test
  void aStreamedResponseSaysNothingTwice() {
    var answer =
        gateway.post(
            "/bud/v1/responses", "{\"model\":\"qwen3-4b\",\"input\":\"hi\",\"stream\":true}");
    var frames = answer.body().lines().filter(line -> line.startsWith("data: {")).toList();
    assertThat(frames)
        .allSatisfy(
            frame -> assertThat(JsonReader.readObject(frame.substring(6)).values()).isNotEmpty());
    assertThat(frames.getLast()).contains("response.completed");
  }

  @Test
  void noKeyIsAnErrorOfTheDocumentsForm() {
    var answer = gateway.send(HttpRequest.newBuilder(gateway.uri("/bud/v1/models")));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("\"type\":\"invalid_request_error\",\"code\":401}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bud/v1/feedback", "/bud/feedback"})
  void feedbackIsTakenForAnAnswerThatWasGiven(String path) {
    var body =
        JsonReader.readObject(post("{'model':'qwen3-4b','max_tokens':1," + ask("x") + "}").body());
    var given =
        gateway.post(
            path,
            "{\"metric_name\":\"good\",\"value\":true,\"inference_id\":\""
                + text(body, "id")
                + "\"}");
    assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
    assertThat(given.body()).startsWith("{\"feedback_id\":\"");
    var unknown =
        gateway.post(path, "{\"metric_name\":\"good\",\"value\":true,\"inference_id\":\"x\"}");
    assertThat(unknown.statusCode()).isEqualTo(404);
  }

  @Test
  void embeddingsAreMadeUnderTheNameThatWasAsked() {
    String name = "tensorzero::embedding_model_name::qwen3-4b";
    var answer =
        gateway.post("/bud/v1/embeddings", "{\"model\":\"" + name + "\",\"input\":\"hi\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"model\":\"" + name + "\"");
  }

  @Test
  void anthropicsClientsHaveEpisodesAndFeedbackToo() {
    var answer =
        gateway.post(
            "/bud/v1/messages",
            "{\"model\":\"qwen3-4b\",\"max_tokens\":1,\"tensorzero::episode_id\":\""
                + EPISODE
                + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var body = JsonReader.readObject(answer.body());
    assertThat(body.get("episode_id")).contains(new Json.Text(EPISODE));
    String inference = answer.headers().firstValue("x-tensorzero-inference-id").orElseThrow();
    assertThat(text(body, "id")).isEqualTo("msg_" + inference);
    var given =
        gateway.post(
            "/bud/feedback",
            "{\"metric_name\":\"good\",\"value\":true,\"inference_id\":\"" + inference + "\"}");
    assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
  }

  private static HttpResponse<String> post(String body) {
    return gateway.post(CHAT, body.replace('\'', '"'));
  }

  private static String ask(String question) {
    return "'messages':[{'role':'user','content':'" + question + "'}]";
  }

  private static Json.Fields choice(Json.Fields body) {
    var choices = (Json.Items) body.get("choices").orElseThrow();
    return (Json.Fields) choices.values().getFirst();
  }

  private static String text(Json.Fields fields, String name) {
    return ((Json.Text) fields.get(name).orElseThrow()).value();
  }
}
