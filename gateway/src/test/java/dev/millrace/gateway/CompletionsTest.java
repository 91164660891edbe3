package dev.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.openai.client.OpenAIClient;
import com.openai.errors.BadRequestException;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionChoice;
import com.openai.models.completions.CompletionChoice.FinishReason;
import com.openai.models.completions.CompletionCreateParams;
import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Completions, by the official client against a real server with the bundled model.
final class CompletionsTest {
  private static final String QUESTION =
      "<|im_start|>user\nWhat is the capital of Norway?<|im_end|>\n<|im_start|>assistant\n";
  private static final String ECHO =
      "{\"model\":\"millrace-mini\",\"prompt\":\"Hello wörld\",\"echo\":true,\"logprobs\":1,"
          + "\"max_tokens\":0}";
  private static RunningGateway gateway;
  private static OpenAIClient client;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start(Config.defaults());
    client = gateway.client();
  }

  @AfterAll
  static void stop() {
    client.close();
    gateway.close();
  }

  @Test
  void aTextIsContinued() {
    var answer = create(params().prompt(QUESTION));
    assertThat(answer.choices().getFirst().text()).isEqualTo("The capital of Norway is Oslo.");
    assertThat(answer.choices().getFirst().finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(answer.id()).startsWith("cmpl-");
  }

  @Test
  void sixteenTokensAreUsualAndUsageCountsThem() {
    var answer = create(params().maxTokens(3).prompt(QUESTION));
    assertThat(answer.choices().getFirst().finishReason()).isEqualTo(FinishReason.LENGTH);
    var usage = answer.usage().orElseThrow();
    assertThat(usage.completionTokens()).isEqualTo(3);
    assertThat(usage.totalTokens()).isEqualTo(usage.promptTokens() + 3);
  }

  @Test
  void aBatchIsAnsweredInTheOrderOfItsPrompts() {
    var prompts = List.of(QUESTION, ask("Reply with exactly: ok"), QUESTION);
    var answer = create(params().promptOfArrayOfStrings(prompts).n(2));
    assertThat(answer.choices())
        .extracting(CompletionChoice::index)
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    assertThat(answer.choices())
        .extracting(CompletionChoice::text)
        .containsExactly(
            "The capital of Norway is Oslo.",
            "The capital of Norway is Oslo.",
            "ok",
            "ok",
            "The capital of Norway is Oslo.",
            "The capital of Norway is Oslo.");
  }

  @Test
  void theUsageOfABatchIsTheSumOfItsParts() {
    var one = create(params().prompt(QUESTION)).usage().orElseThrow();
    var other = create(params().prompt(ask("Reply with exactly: ok"))).usage().orElseThrow();
    var prompts = List.of(QUESTION, ask("Reply with exactly: ok"));
    var both = create(params().promptOfArrayOfStrings(prompts)).usage().orElseThrow();
    assertThat(both.promptTokens()).isEqualTo(one.promptTokens() + other.promptTokens());
    assertThat(both.completionTokens())
        .isEqualTo(one.completionTokens() + other.completionTokens());
  }

  @Test
  void aStreamedBatchSaysTheSameAndEndsWithItsUsage() {
    var prompts = List.of(QUESTION, ask("Reply with exactly: ok"));
    var request = params().promptOfArrayOfStrings(prompts).build();
    List<Completion> chunks;
    try (var stream = client.completions().createStreaming(request)) {
      chunks = stream.stream().toList();
    }
    Map<Long, String> texts =
        chunks.stream()
            .flatMap(chunk -> chunk.choices().stream())
            .collect(
                Collectors.groupingBy(
                    CompletionChoice::index,
                    TreeMap::new,
                    Collectors.mapping(CompletionChoice::text, Collectors.joining())));
    assertThat(texts).isEqualTo(Map.of(0L, "The capital of Norway is Oslo.", 1L, "ok"));
    assertThat(chunks.getLast().choices()).isEmpty();
    assertThat(chunks.getLast().usage()).isEqualTo(create(request.toBuilder()).usage());
  }

  @Test
  void theBestOfSeveralAnswersIsGiven() {
    var several = create(params().prompt(ask("Tell me something.")).bestOf(4).temperature(1));
    assertThat(several.choices()).hasSize(1);
    assertThat(several.choices().getFirst().logprobs()).isEmpty();
    assertThat(several.usage().orElseThrow().completionTokens()).isGreaterThan(4);
  }

  @Test
  void whatEveryTokenWasIsTold() {
    var choice = create(params().prompt(QUESTION).logprobs(2)).choices().getFirst();
    var told = choice.logprobs().orElseThrow();
    assertThat(String.join("", told.tokens().orElseThrow())).isEqualTo(choice.text());
    assertThat(told.tokenLogprobs().orElseThrow()).allMatch(logprob -> logprob <= 0);
    var offsets = told.textOffset().orElseThrow();
    assertThat(offsets.getFirst()).isZero();
    assertThat(offsets).isSorted();
  }

  @Test
  void aPromptIsShownWithItsLikelihoodAndNothingElse() {
    var choice =
        create(params().prompt("Hello wörld").echo(true).logprobs(1).maxTokens(0)).choices().get(0);
    assertThat(choice.text()).isEqualTo("Hello wörld");
    assertThat(choice.finishReason()).isEqualTo(FinishReason.LENGTH);
    var told = gateway.post("/v1/completions", ECHO).body();
    assertThat(told).contains("\"token_logprobs\":[null,-", "\"text_offset\":[0,");
    assertThat(told).contains("\"completion_tokens\":0,");
  }

  @Test
  void idsOfAllTokensAreToldAndAreAPromptThemselves() {
    var first =
        post(
            "{\"model\":\"millrace-mini\",\"temperature\":0,\"return_token_ids\":true,\"prompt\":"
                + JsonWriter.text(new Json.Text(QUESTION))
                + "}");
    var again =
        post(
            "{\"model\":\"millrace-mini\",\"temperature\":0,\"return_token_ids\":true,\"prompt\":"
                + JsonWriter.text(first.get("prompt_token_ids").orElseThrow())
                + "}");
    assertThat(again.get("token_ids")).isEqualTo(first.get("token_ids")).isPresent();
    assertThat(again.get("prompt_token_ids")).isEqualTo(first.get("prompt_token_ids"));
  }

  @Test
  void aTokenBeyondTheVocabularyIsNamedByItsPlace() {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> create(params().promptOfArrayOfTokens(List.of(1L, 99_999L))))
        .satisfies(error -> assertThat(error.param()).contains("prompt[1]"));
    var batch = List.of(List.of(1L), List.of(2L, 3L, 99_999L));
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> create(params().promptOfArrayOfTokenArrays(batch)))
        .satisfies(error -> assertThat(error.param()).contains("prompt[1][2]"));
  }

  @Test
  void aPromptBeyondTheWindowIsRefusedWithBothNumbers() {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> create(params().prompt("word ".repeat(5000))))
        .withMessageContaining("2048")
        .satisfies(error -> assertThat(error.param()).contains("prompt"))
        .satisfies(error -> assertThat(error.code()).contains("context_length_exceeded"));
  }

  /// The first choice.
  private static Json.Fields post(String body) {
    var answer = gateway.post("/v1/completions", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var json = JsonReader.readObject(answer.body().getBytes(StandardCharsets.UTF_8));
    var choices = (Json.Items) json.get("choices").orElseThrow();
    return (Json.Fields) choices.values().getFirst();
  }

  private static Completion create(CompletionCreateParams.Builder params) {
    return client.completions().create(params.build());
  }

  private static CompletionCreateParams.Builder params() {
    return CompletionCreateParams.builder().model("millrace-mini").temperature(0);
  }

  private static String ask(String question) {
    return QUESTION.replace("What is the capital of Norway?", question);
  }
}
