package dev.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletion.Choice.FinishReason;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.models.Model;
import dev.millrace.gateway.config.Config;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The official client against a real server with the bundled model.
final class OpenAiClientTest {
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
  void theBundledModelAnswersTheDocumentsQuestions() {
    assertThat(text(ask("What is the capital of Norway?")))
        .isEqualTo("The capital of Norway is Oslo.");
    assertThat(text(ask("Reply with the single word: ready."))).isEqualTo("ready");
    assertThat(text(ask("Reply with exactly: ok"))).isEqualTo("ok");
  }

  @Test
  void usageAndFinishReasonAreTrue() {
    ChatCompletion whole = ask("What is the capital of Norway?");
    assertThat(whole.choices().getFirst().finishReason()).isEqualTo(FinishReason.STOP);
    var usage = whole.usage().orElseThrow();
    assertThat(usage.totalTokens()).isEqualTo(usage.promptTokens() + usage.completionTokens());
    var cut =
        client
            .chat()
            .completions()
            .create(params("What is the capital of Norway?").maxCompletionTokens(2).build());
    assertThat(cut.choices().getFirst().finishReason()).isEqualTo(FinishReason.LENGTH);
    assertThat(cut.usage().orElseThrow().completionTokens()).isEqualTo(2);
    assertThat(cut.usage().orElseThrow().promptTokens()).isEqualTo(usage.promptTokens());
  }

  @Test
  void aStreamSaysTheSameAsAWholeAnswer() {
    var request = params("What is the capital of Norway?").build();
    List<ChatCompletionChunk> chunks;
    try (var stream = client.chat().completions().createStreaming(request)) {
      chunks = stream.stream().toList();
    }
    String streamed =
        chunks.stream()
            .flatMap(chunk -> chunk.choices().stream())
            .map(choice -> choice.delta().content())
            .flatMap(Optional::stream)
            .collect(Collectors.joining());
    assertThat(streamed).isEqualTo("The capital of Norway is Oslo.");
    assertThat(chunks.getLast().usage()).isPresent();
    assertThat(chunks.getLast().choices()).isEmpty();
  }

  @Test
  void severalChoicesAreGiven() {
    var reply = client.chat().completions().create(params("Reply with exactly: ok").n(3).build());
    assertThat(reply.choices()).extracting(choice -> choice.index()).containsExactly(0L, 1L, 2L);
    assertThat(reply.choices()).allMatch(choice -> choice.message().content().isPresent());
  }

  @Test
  void logProbabilitiesSpellTheAnswer() {
    var request = params("Reply with exactly: ok").logprobs(true).topLogprobs(3).build();
    var choice = client.chat().completions().create(request).choices().getFirst();
    var tokens = choice.logprobs().orElseThrow().content().orElseThrow();
    assertThat(tokens.stream().map(token -> token.token()).collect(Collectors.joining()))
        .isEqualTo("ok");
    assertThat(tokens).allMatch(token -> token.logprob() <= 0 && token.topLogprobs().size() == 3);
  }

  @Test
  void theSameSeedGivesTheSameAnswer() {
    var request =
        params("Tell me something.")
            .temperature(1.5)
            .putAdditionalBodyProperty("seed", JsonValue.from(7))
            .maxCompletionTokens(24)
            .build();
    assertThat(text(client.chat().completions().create(request)))
        .isEqualTo(text(client.chat().completions().create(request)));
  }

  @Test
  void aStopSequenceEndsTheAnswerBeforeIt() {
    var request = params("What is the capital of Norway?").stop("Norway").build();
    var reply = client.chat().completions().create(request);
    assertThat(text(reply)).isEqualTo("The capital of ");
    assertThat(reply.choices().getFirst().finishReason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  void whatVllmTellsBesideTheAnswerIsToldAndMindsNoClient() {
    var request =
        params("What is the capital of Norway?")
            .stop("Norway")
            .putAdditionalBodyProperty("return_token_ids", JsonValue.from(true))
            .build();
    var reply = client.chat().completions().create(request).validate();
    assertThat(reply.toString()).contains("stop_reason=Norway", "token_ids=", "prompt_token_ids=");
    try (var stream = client.chat().completions().createStreaming(request)) {
      var chunks = stream.stream().map(ChatCompletionChunk::validate).toList();
      assertThat(chunks.getFirst().toString()).contains("prompt_token_ids=");
    }
  }

  @Test
  void modelsAreListedAndFound() {
    assertThat(client.models().list().data()).extracting(Model::id).contains("millrace-mini");
    assertThat(client.models().retrieve("millrace-mini").ownedBy()).isEqualTo("millrace");
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> client.models().retrieve("meta/llama:8b"));
  }

  @Test
  void anUnknownModelIsNotFound() {
    var request = params("hi").model("gpt-9").build();
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> client.chat().completions().create(request))
        .satisfies(error -> assertThat(error.code()).contains("model_not_found"));
  }

  @Test
  void anUnknownFieldIsNamed() {
    var request = params("hi").putAdditionalBodyProperty("top_a", JsonValue.from(1)).build();
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> client.chat().completions().create(request))
        .satisfies(error -> assertThat(error.param()).contains("top_a"));
  }

  @Test
  void aPromptBeyondTheWindowIsRefusedWithBothNumbers() {
    var request = params("word ".repeat(5000)).build();
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> client.chat().completions().create(request))
        .satisfies(error -> assertThat(error.code()).contains("context_length_exceeded"))
        .withMessageContaining("2048");
  }

  @Test
  void aWrongKeyIsUnauthorized() {
    var stranger = client.withOptions(options -> options.apiKey("wrong-key-of-mine"));
    assertThatExceptionOfType(UnauthorizedException.class)
        .isThrownBy(() -> stranger.models().list())
        .satisfies(error -> assertThat(error.code()).contains("invalid_api_key"));
  }

  private static ChatCompletion ask(String question) {
    return client.chat().completions().create(params(question).build());
  }

  private static ChatCompletionCreateParams.Builder params(String question) {
    return ChatCompletionCreateParams.builder()
        .model("millrace-mini")
        .addUserMessage(question)
        .temperature(0)
        .maxCompletionTokens(64);
  }

  private static String text(ChatCompletion reply) {
    return reply.choices().getFirst().message().content().orElseThrow();
  }
}
