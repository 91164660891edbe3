package dev.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.config.Dialect;
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

/// One gateway in front of another, which is asked in OpenAI's other dialects.
final class OpenAiUpstreamsTest {
  private static final String CHAT =
      "{\"model\":\"%s\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
          + "{\"role\":\"user\",\"content\":\"What is the capital of Norway?\"}],\"temperature\":0%s}";
  private static final String TEXT = "{\"model\":\"%s\",\"temperature\":0%s}";

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
        ",\"prompt\":\"The capital of\"",
        ",\"prompt\":[\"One\",\"Two\"],\"n\":2",
        ",\"prompt\":\"The capital of\",\"echo\":true",
        ",\"prompt\":\"The capital of\",\"echo\":true,\"logprobs\":2",
        ",\"prompt\":\"The capital of\",\"echo\":true,\"logprobs\":2,\"max_tokens\":0",
        ",\"prompt\":\"The capital of\",\"echo\":true,\"max_tokens\":0",
        ",\"prompt\":\"The capital of\",\"return_token_ids\":true,\"logprobs\":1",
        ",\"prompt\":[5,6,7],\"return_token_ids\":true",
        ",\"prompt\":[5,6,7],\"echo\":true",
        ",\"prompt\":[5,6,7],\"echo\":true,\"logprobs\":1,\"return_token_ids\":true",
        ",\"prompt\":\"One\",\"n\":1,\"best_of\":3,\"temperature\":1,\"seed\":3",
        ",\"prompt\":\"One\",\"stop\":[\"e\"],\"max_tokens\":5",
        ",\"prompt\":\"One\",\"min_tokens\":4,\"max_tokens\":6,\"ignore_eos\":true"
      })
  void aCompletionComesThroughUnchangedButForItsNames(String more) {
    String body =
        TEXT.replace(
            ",\"temperature\":0", more.contains("temperature") ? "" : ",\"temperature\":0");
    String direct = back.post("/v1/completions", body.formatted("millrace-mini", more)).body();
    String through = front.post("/v1/completions", body.formatted("both", more)).body();
    assertThat(withoutNames(through)).isEqualTo(withoutNames(direct)).contains("\"usage\"");
  }

  @Test
  void aStreamedCompletionComesThrough() {
    String more = ",\"prompt\":\"The capital of\",\"echo\":true,\"logprobs\":1,\"stream\":true";
    String direct = back.post("/v1/completions", TEXT.formatted("millrace-mini", more)).body();
    String through = front.post("/v1/completions", TEXT.formatted("both", more)).body();
    assertThat(withoutNames(through)).isEqualTo(withoutNames(direct)).endsWith("data: [DONE]\n\n");
  }

  @Test
  void aConversationIsAskedOfTheSameProvider() {
    String direct = back.chat(CHAT.formatted("millrace-mini", "")).body();
    assertThat(withoutNames(front.chat(CHAT.formatted("both", "")).body()))
        .isEqualTo(withoutNames(direct));
  }

  @Test
  void aSuffixThatNobodyCanWriteBeforeIsNamed() {
    String more = ",\"prompt\":\"a\",\"suffix\":\"b\"";
    var answer = back.post("/v1/completions", TEXT.formatted("millrace-mini", more));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"param\":\"suffix\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"max_tokens\":20", ",\"logprobs\":true,\"top_logprobs\":2"})
  void aConversationComesThroughResponses(String more) {
    String direct = back.chat(CHAT.formatted("millrace-mini", more)).body();
    String through = front.chat(CHAT.formatted("responding", more)).body();
    assertThat(withoutNames(through)).isEqualTo(withoutNames(direct)).contains("Oslo");
  }

  @Test
  void aConversationIsStreamedThroughResponses() {
    var answer = front.chat(CHAT.formatted("responding", ",\"stream\":true"));
    assertThat(answer.body()).contains("\"content\":", "\"finish_reason\":\"stop\"", "\"usage\":{");
    assertThat(answer.body()).endsWith("data: [DONE]\n\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"hello\"",
        "[\"a cat\",\"a dog\"]",
        "[[5,6],[7]]",
        "\"hello\",\"dimensions\":16",
        "\"hello\",\"encoding_format\":\"base64\""
      })
  void vectorsComeThroughToTheLastBit(String input) {
    String body = "{\"model\":\"%s\",\"input\":" + input + "}";
    String direct = back.post("/v1/embeddings", body.formatted("millrace-mini")).body();
    String through = front.post("/v1/embeddings", body.formatted("both")).body();
    assertThat(withoutNames(through)).isEqualTo(withoutNames(direct)).contains("\"embedding\":");
  }

  @Test
  void manyVectorsComePacked() {
    String inputs = "\"word\",".repeat(99) + "\"word\"";
    String body = "{\"model\":\"%s\",\"input\":[" + inputs + "]}";
    String direct = back.post("/v1/embeddings", body.formatted("millrace-mini")).body();
    String through = front.post("/v1/embeddings", body.formatted("both")).body();
    assertThat(withoutNames(through)).isEqualTo(withoutNames(direct)).contains("\"index\":99");
  }

  @Test
  void aProviderThatRefusesVectorsIsTheProvidersWord() {
    var answer = front.post("/v1/embeddings", "{\"model\":\"nobody\",\"input\":\"a\"}");
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("nobody is not served");
  }

  @Test
  void aProviderThatIsNotThereMakesNoVectors() {
    var answer = front.post("/v1/embeddings", "{\"model\":\"gone\",\"input\":\"a\"}");
    assertThat(answer.statusCode()).isEqualTo(503);
  }

  private static String withoutNames(String body) {
    return body.replaceAll("\"(id|model|request_id)\":\"[^\"]*\"", "\"$1\":\"\"")
        .replaceAll("\"created\":\\d+", "\"created\":0");
  }

  private static Config before(RunningGateway back) {
    var providers =
        List.of(
            provider("both", back, Dialect.OPENAI),
            provider("responding", back, Dialect.OPENAI_RESPONSES),
            ProviderConfig.of("gone", URI.create("http://127.0.0.1:1/v1")));
    var models =
        List.of(
            model("both", "both", "millrace-mini"),
            model("nobody", "both", "nobody"),
            model("gone", "gone", "x"),
            model("responding", "responding", "millrace-mini"));
    var defaults = Config.defaults();
    return new Config(defaults.listener(), models, providers, defaults.engine());
  }

  private static ProviderConfig provider(String name, RunningGateway back, Dialect dialect) {
    return ProviderConfig.of(name, back.uri("/v1"))
        .withDialect(dialect)
        .withApiKey(Optional.of(new Secret(RunningGateway.KEY)));
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
