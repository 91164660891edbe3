package dev.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.config.ModelConfig;
import dev.millrace.gateway.config.ModelConfig.Source;
import dev.millrace.gateway.config.Price;
import dev.millrace.gateway.config.ProviderConfig;
import dev.millrace.gateway.config.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One gateway in front of another.
final class TwoGatewaysTest {
  private static final String BODY =
      "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":"
          + "\"What is the capital of Norway?\"}],\"temperature\":0%s}";

  private static RunningGateway back;
  private static RunningGateway front;

  @BeforeAll
  static void start() {
    back = RunningGateway.start(Config.defaults());
    front = RunningGateway.start(before(back));
  }

  @AfterAll
  static void stop() {
    front.close();
    back.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"n\":2",
        ",\"logprobs\":true,\"top_logprobs\":2",
        ",\"max_tokens\":2",
        ",\"stop\":\"Oslo\"",
        ",\"return_token_ids\":true,\"n\":2",
        ",\"min_tokens\":12,\"max_tokens\":15,\"ignore_eos\":true",
        ",\"chat_template\":\"{{ messages[0].content }}\",\"add_generation_prompt\":false"
      })
  void aWholeAnswerComesThroughUnchangedButForItsNames(String more) {
    String direct = back.chat(BODY.formatted("millrace-mini", more)).body();
    String through = front.chat(BODY.formatted("Fronted/mini:1", more)).body();
    assertThat(withoutNames(through)).isEqualTo(withoutNames(direct)).contains("\"usage\"");
    assertThat(through).contains("\"model\":\"Fronted/mini:1\"").doesNotContain("millrace-mini");
  }

  @Test
  void aStreamComesThroughWithItsEndMarkAndUsage() {
    var answer = front.chat(BODY.formatted("fronted/mini:1", ",\"stream\":true"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type").orElseThrow())
        .startsWith("text/event-stream");
    assertThat(answer.body()).contains("\"finish_reason\":\"stop\"", "\"usage\":{");
    assertThat(answer.body()).endsWith("data: [DONE]\n\n");
  }

  @Test
  void aModelThatTheBackDoesNotServeIsNoFaultOfTheClient() {
    var answer = front.chat(BODY.formatted("fronted/nobody", ""));
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("back", "nobody is not served");
  }

  @Test
  void aWrongKeyOfOursIsNotTakenForAWrongKeyOfTheClients() {
    var answer = front.chat(BODY.formatted("fronted/locked", ""));
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("locked").doesNotContain("not-the-key-of-the-back");
  }

  @Test
  void aBackThatIsNotThereIsUnavailable() {
    var answer = front.chat(BODY.formatted("fronted/gone", ""));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("gone");
  }

  @Test
  void aModelWhoseNameHasASlashAndAColonHasACard() {
    assertThat(front.get("/v1/models/fronted/mini:1").body()).contains("\"id\":\"fronted/mini:1\"");
    assertThat(front.get("/v1/models/fronted%2Fmini%3A1").statusCode()).isEqualTo(200);
  }

  private static String withoutNames(String body) {
    return body.replaceAll("\"(id|model|request_id)\":\"[^\"]*\"", "\"$1\":\"\"")
        .replaceAll("\"created\":\\d+", "\"created\":0");
  }

  private static Config before(RunningGateway back) {
    var providers =
        List.of(
            provider("back", back, RunningGateway.KEY),
            provider("locked", back, "not-the-key-of-the-back"),
            ProviderConfig.of("gone", URI.create("http://127.0.0.1:1/v1")));
    var models =
        List.of(
            model("fronted/mini:1", "back", "millrace-mini"),
            model("fronted/nobody", "back", "nobody"),
            model("fronted/locked", "locked", "millrace-mini"),
            model("fronted/gone", "gone", "x"));
    var defaults = Config.defaults();
    return new Config(defaults.listener(), models, providers, defaults.engine());
  }

  private static ProviderConfig provider(String name, RunningGateway back, String key) {
    var plain = ProviderConfig.of(name, back.uri("/v1"));
    return plain.withApiKey(Optional.of(new Secret(key)));
  }

  private static ModelConfig model(String name, String provider, String upstream) {
    return new ModelConfig(
        name,
        List.of(),
        new Source.Hosted(List.of(new Model.Deployment(provider, upstream))),
        OptionalInt.empty(),
        new Price.Free());
  }
}
