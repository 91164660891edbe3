package dev.millrace.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Json;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// WAYSCloud's surface over the network.
@TestInstance(Lifecycle.PER_CLASS)
class WaysCloudTest {
  private static final String HI =
      "\"model\":\"millrace-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
          + "\"max_tokens\":4";

  private RunningGateway gateway;

  @BeforeAll
  void start() {
    gateway = RunningGateway.start(Config.defaults());
  }

  @AfterAll
  void close() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/llm/chat",
        "/v1/llm/chat/completions",
        "/wayscloud/v1/llm/chat",
        "/wayscloud/v1/llm/chat/completions",
        "/wayscloud/v1/chat/completions"
      })
  void everyPathAnswersAndTakesWhatIsItsOwn(String path) {
    var answer =
        gateway.post(
            path,
            "{"
                + HI
                + ",\"agent_id\":\"ephemeral\",\"region\":\"oslo\",\"tools\":[],"
                + "\"tool_choice\":\"auto\",\"temperature\":null}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"object\":\"chat.completion\"");
    assertThat(answer.headers().firstValue("x-millrace-receipt")).isEmpty();
  }

  @Test
  void whatNobodyKnowsIsAcceptedAndNoted() {
    var answer = gateway.post("/wayscloud/v1/chat/completions", "{" + HI + ",\"colour\":1}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("x-millrace-receipt")).contains("dropped=colour");
  }

  @Test
  void anotherRegionIsRefused() {
    var answer = gateway.post("/v1/llm/chat", "{" + HI + ",\"region\":\"paris\"}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"param\":\"region\"").contains("oslo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/llm/models", "/wayscloud/v1/models", "/wayscloud/v1/llm/models"})
  void aCardHasFourMembersAndNoMore(String path) {
    var list = JsonReader.readObject(gateway.get(path).body().getBytes(UTF_8));
    assertThat(list.get("object")).contains(new Json.Text("list"));
    var cards = ((Json.Items) list.get("data").orElseThrow()).values();
    assertThat(cards)
        .allSatisfy(card ->
            assertThat(((Json.Fields) card).values().keySet())
                .isEqualTo(Set.of("id", "object", "created", "owned_by")));
  }

  @Test
  void embeddingsAreServedAtBothPaths() {
    for (String path : List.of("/v1/llm/embeddings", "/wayscloud/v1/embeddings")) {
      var body = "{\"model\":\"millrace-mini\",\"input\":\"hi\"}";
      assertThat(gateway.post(path, body).statusCode()).isEqualTo(200);
    }
  }
}
