package dev.millrace.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Traits;
import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.config.ModelConfig;
import dev.millrace.gateway.config.ModelConfig.Source;
import dev.millrace.gateway.config.Price;
import dev.millrace.gateway.config.ProviderConfig;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.Members;
import dev.millrace.llm.Json;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Wafer's surface over the network. Nobody listens where `Far` is said to run.
@TestInstance(Lifecycle.PER_CLASS)
class WaferTest {
  private static final String CHAT = "/wafer/v1/chat/completions";
  private static final String HI = "'messages':[{'role':'user','content':'hi'}],'max_tokens':4";

  private RunningGateway gateway;

  @BeforeAll
  void start() {
    var usual = Config.defaults();
    var price = new Price.PerMillion(1_000_000_000, 100_000_000, 1_000_000_000, 3_200_000_000L);
    var far = new Source.Hosted(List.of(new Model.Deployment("gone", "x")));
    gateway =
        RunningGateway.start(
            new Config(
                usual.listener(),
                List.of(
                    model("GLM-5.1", new Source.Bundled(), price),
                    model("Far", far, new Price.Free())),
                List.of(ProviderConfig.of("gone", URI.create("http://127.0.0.1:1/v1"))),
                usual.engine()));
  }

  private static ModelConfig model(String name, Source source, Price price) {
    return new ModelConfig(
        name, List.of(), source, OptionalInt.empty(), price, Traits.unknown(), Manner.usual());
  }

  @AfterAll
  void close() {
    gateway.close();
  }

  private HttpResponse<String> post(String path, String body, String... headers) {
    var request = gateway.postRequest(path, body.replace('\'', '"'));
    return gateway.send(headers.length == 0 ? request : request.headers(headers));
  }

  private static Members read(HttpResponse<String> answer) {
    return Members.of(JsonReader.readObject(answer.body().getBytes(UTF_8)));
  }

  @Test
  void aModelIsFoundInAnyCaseAndCalledByItsCard() {
    var answer = post(CHAT, "{'model':'glm-5.1'," + HI + "}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(read(answer).text("model")).contains("GLM-5.1");
    assertThat(answer.headers().firstValue("x-request-id").orElseThrow())
        .matches("req_[0-9a-f]{12}");
  }

  @Test
  void usageIsOnEveryChunkWhateverIsAsked() {
    var options = ",'stream':true,'stream_options':{'include_usage':false}}";
    var chunks =
        post(CHAT, "{'model':'GLM-5.1'," + HI + options)
            .body()
            .lines()
            .filter(line -> line.startsWith("data: {"))
            .map(line -> JsonReader.readObject(line.substring(6).getBytes(UTF_8)))
            .toList();
    assertThat(chunks).hasSizeGreaterThan(2);
    assertThat(chunks)
        .allSatisfy(
            chunk -> assertThat(chunk.get("usage").orElseThrow()).isInstanceOf(Json.Fields.class));
    assertThat(chunks.getLast().get("choices")).contains(new Json.Items(List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "my-own.1, client_my-own.1",
    "req_0123456789ab, client_req_0123456789ab",
  })
  void theRequestIdOfAClientIsEchoedAsItsOwn(String sent, String echoed) {
    var answer = post(CHAT, "{'model':'nobody'," + HI + "}", "x-request-id", sent);
    assertThat(answer.headers().firstValue("x-request-id")).contains(echoed);
    assertThat(answer.body()).contains("\"request_id\":\"" + echoed + "\"");
  }

  @ParameterizedTest
  @CsvSource({"has space", "'a,b'", "a/b"})
  void oneThatIsNotFitIsNot(String sent) {
    var answer = post(CHAT, "{'model':'nobody'," + HI + "}", "x-request-id", sent);
    assertThat(answer.headers().firstValue("x-request-id").orElseThrow())
        .matches("req_[0-9a-f]{12}");
  }

  @Test
  void whoDemandsThatNothingIsKeptIsOnlyServedSo() {
    assertThat(post(CHAT, "{'model':'GLM-5.1'," + HI + "}", "Wafer-ZDR", "required").statusCode())
        .isEqualTo(200);
    var far = post(CHAT, "{'model':'Far'," + HI + "}", "Wafer-ZDR", "required");
    assertThat(far.statusCode()).isEqualTo(422);
    assertThat(far.body()).contains("\"code\":\"model_zdr_not_supported\"");
    var other = post(CHAT, "{'model':'GLM-5.1'," + HI + "}", "Wafer-ZDR", "please");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("\"param\":\"wafer-zdr\"");
  }

  @Test
  void errorsOfMessagesAreInAnthropicsFrame() {
    for (var answer : List.of(post("/wafer/v1/messages", "{"), gateway.get("/wafer/v1/messages"))) {
      assertThat(answer.body()).startsWith("{\"type\":\"error\",\"error\":{\"type\":");
      assertThat(answer.body()).contains("\"code\":");
    }
  }

  @Test
  void aCardIsAsDocumented() {
    var card = read(gateway.get("/wafer/v1/models/glm-5.1"));
    assertThat(card.text("id")).contains("GLM-5.1");
    assertThat(card.isOn("zdr_supported")).isTrue();
    var wafer = card.need("wafer").object();
    assertThat(wafer.need("context_length").json()).isEqualTo(card.need("max_model_len").json());
    assertThat(wafer.need("capabilities").object().json().values().keySet())
        .containsExactly("vision", "tools", "reasoning");
    assertThat(wafer.need("pricing").json())
        .isEqualTo(
            JsonReader.readObject(
                """
                {"input_cents_per_million":100,"output_cents_per_million":320,\
                "cache_read_cents_per_million":10}\
                """
                    .getBytes(UTF_8)));
  }

  @Test
  void anAccountIsToldWhatItDid() {
    post(CHAT, "{'model':'GLM-5.1'," + HI + "}");
    var refused = post(CHAT, "{'model':'GLM-5.1'}");
    var rows = gateway.get("/wafer/v1/endpoints/requests?errors_only=true&limit=1");
    assertThat(rows.body())
        .contains(refused.headers().firstValue("x-request-id").orElseThrow())
        .contains("\"error_code\":\"schema_validation_failed\"");
    assertThat(read(gateway.get("/wafer/v1/inference/quota")).wholeNumber("request_count", 1, 99))
        .isPresent();
    assertThat(gateway.get("/wafer/v1/usage/me?period=1d").body()).contains("\"GLM-5.1\"");
    assertThat(gateway.get("/wafer/v1/endpoints/metrics?endpoint=127.0.0.1").statusCode())
        .isEqualTo(200);
    assertThat(gateway.get("/wafer/v1/endpoints/metrics?endpoint=other").statusCode())
        .isEqualTo(404);
  }
}
