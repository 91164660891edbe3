package dev.millrace.clients.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletion.Choice.FinishReason;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import dev.millrace.clients.house.House;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChatTest {
  private static House house;
  private static OpenAIClient client;

  @BeforeAll
  static void open() {
    house = House.open();
    client = Clients.of(house, "/v1");
  }

  @AfterAll
  static void close() {
    client.close();
    house.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"millrace-mini", "speaker"})
  void aQuestionIsAnswered(String model) {
    var reply = create(ask(model).build());
    assertThat(text(reply)).isEqualTo("The capital of Norway is Oslo.");
    assertThat(reply.choices().getFirst().finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(reply.model()).isEqualTo(model);
    var usage = reply.usage().orElseThrow();
    assertThat(usage.promptTokens()).isPositive();
    assertThat(usage.totalTokens()).isEqualTo(usage.promptTokens() + usage.completionTokens());
  }

  @ParameterizedTest
  @ValueSource(strings = {"millrace-mini", "speaker"})
  void aStreamComesToTheSame(String model) {
    var reply = stream(ask(model).build());
    assertThat(text(reply)).isEqualTo("The capital of Norway is Oslo.");
    assertThat(reply.usage().orElseThrow().completionTokens()).isPositive();
  }

  @Test
  void usageTellsCachedAndReasoningTokensApart() {
    var usage = create(ask("thinker").build()).usage().orElseThrow();
    assertThat(usage.promptTokens()).isEqualTo(12);
    assertThat(usage.promptTokensDetails().orElseThrow().cachedTokens()).contains(4L);
    assertThat(usage.completionTokensDetails().orElseThrow().reasoningTokens()).contains(8L);
  }

  @Test
  void aThoughtIsBesideTheAnswer() {
    var message = create(ask("thinker").build()).choices().getFirst().message();
    assertThat(message.content()).contains("The capital of Norway is Oslo.");
    assertThat(message._allProperties().get("reasoning_content"))
        .isEqualTo(JsonValue.from("Norway is a country. Its capital is Oslo."));
  }

  @Test
  void aThoughtIsStreamedBesideTheAnswer() {
    String thought =
        chunks(ask("thinker").build()).stream()
            .flatMap(chunk -> chunk.choices().stream())
            .map(choice -> choice.delta()._allProperties().get("reasoning_content"))
            .filter(value -> value != null && value.asString().isPresent())
            .map(value -> value.asStringOrThrow())
            .collect(Collectors.joining());
    assertThat(thought).isEqualTo("Norway is a country. Its capital is Oslo.");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aToolIsCalledAndItsResultIsTold(boolean streamed) {
    var first = ask("caller").addFunctionTool(Clients.WEATHER).build();
    var called = streamed ? stream(first) : create(first);
    assertThat(called.choices().getFirst().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    var calls = calls(called);
    assertThat(calls).hasSize(1);
    assertThat(calls.getFirst().function().name()).isEqualTo("get_weather");
    assertThat(calls.getFirst().function().arguments()).isEqualTo("{\"city\": \"Oslo\"}");

    house.provider().forget();
    var second =
        first.toBuilder()
            .addMessage(called.choices().getFirst().message())
            .addMessage(result(calls.getFirst().id(), "7 degrees"))
            .build();
    assertThat(text(streamed ? stream(second) : create(second)))
        .isEqualTo("The tool says: 7 degrees");
    var asked = house.provider().asked().path("messages");
    assertThat(asked.path(1).path("tool_calls").path(0).path("id"))
        .isEqualTo(asked.path(2).path("tool_call_id"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"callers", "mixer"})
  void argumentsOfParallelCallsAreNotMixed(String model) {
    var request = ask(model).addFunctionTool(Clients.WEATHER).build();
    assertThat(calls(create(request)).size()).isEqualTo(2);
    var calls = calls(stream(request));
    assertThat(calls)
        .extracting(call -> call.function().arguments())
        .containsExactly("{\"city\": \"Oslo\"}", "{\"city\": \"Bergen\"}");
    assertThat(calls).extracting(call -> call.id()).doesNotHaveDuplicates();
  }

  @Test
  void aLimitOfTheProviderIsARateLimitWithItsWait() {
    assertThatExceptionOfType(RateLimitException.class)
        .isThrownBy(() -> create(ask("limited").build()))
        .satisfies(error -> assertThat(error.headers().values("retry-after")).containsExactly("7"))
        .satisfies(error -> assertThat(error.code()).isPresent());
  }

  @Test
  void aProviderThatFailsIsAServerError() {
    assertThatExceptionOfType(InternalServerException.class)
        .isThrownBy(() -> create(ask("broken").build()))
        .satisfies(error -> assertThat(error.statusCode()).isGreaterThanOrEqualTo(500));
  }

  @Test
  void wrongsOfTheClientHaveTheirTypes() {
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> create(ask("nobody").build()));
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> create(ask("speaker").temperature(9.0).build()))
        .satisfies(error -> assertThat(error.param()).contains("temperature"));
    var stranger = client.withOptions(options -> options.apiKey("a-key-of-nobody"));
    assertThatExceptionOfType(UnauthorizedException.class)
        .isThrownBy(() -> stranger.chat().completions().create(ask("speaker").build()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "fault"})
  void aStreamThatBreaksDoesNotEndAsIfItWereWhole(String model) {
    assertThatExceptionOfType(OpenAIException.class).isThrownBy(() -> stream(ask(model).build()));
  }

  private static ChatCompletionCreateParams.Builder ask(String model) {
    return ChatCompletionCreateParams.builder()
        .model(model)
        .addUserMessage("What is the capital of Norway?")
        .temperature(0)
        .maxCompletionTokens(64);
  }

  private static ChatCompletion create(ChatCompletionCreateParams request) {
    return client.chat().completions().create(request).validate();
  }

  private static ChatCompletion stream(ChatCompletionCreateParams request) {
    var whole = ChatCompletionAccumulator.create();
    chunks(request).forEach(whole::accumulate);
    return whole.chatCompletion();
  }

  private static List<ChatCompletionChunk> chunks(ChatCompletionCreateParams request) {
    var asking =
        request.toBuilder()
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(asking)) {
      return stream.stream().map(ChatCompletionChunk::validate).toList();
    }
  }

  private static List<ChatCompletionMessageFunctionToolCall> calls(ChatCompletion reply) {
    ChatCompletionMessage message = reply.choices().getFirst().message();
    return message.toolCalls().orElseThrow().stream().map(call -> call.asFunction()).toList();
  }

  private static ChatCompletionToolMessageParam result(String id, String text) {
    return ChatCompletionToolMessageParam.builder().toolCallId(id).content(text).build();
  }

  private static String text(ChatCompletion reply) {
    return reply.choices().getFirst().message().content().orElseThrow();
  }
}
