package dev.millrace.clients.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.InternalServerException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import dev.millrace.clients.house.House;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessagesTest {
  private static final String ANSWER = "The capital of Norway is Oslo.";
  private static final Tool WEATHER =
      Tool.builder()
          .name("get_weather")
          .description("Get weather information")
          .inputSchema(
              Tool.InputSchema.builder()
                  .properties(
                      Tool.InputSchema.Properties.builder()
                          .putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
                          .build())
                  .addRequired("city")
                  .build())
          .build();

  private static House house;
  private static AnthropicClient client;

  @BeforeAll
  static void open() {
    house = House.open();
    client = client(House.KEY);
  }

  @AfterAll
  static void close() {
    client.close();
    house.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"millrace-mini", "speaker"})
  void aQuestionIsAnswered(String model) {
    for (var reply : both(ask(model).build())) {
      assertThat(text(reply)).isEqualTo(ANSWER);
      assertThat(reply.stopReason()).contains(StopReason.END_TURN);
      assertThat(reply.model().asString()).isEqualTo(model);
      assertThat(reply.usage().inputTokens()).isPositive();
      assertThat(reply.usage().outputTokens()).isPositive();
    }
  }

  @Test
  void usageLeavesCachedTokensOutOfTheInput() {
    for (var reply : both(ask("speaker").build())) {
      assertThat(reply.usage().inputTokens()).isEqualTo(8);
      assertThat(reply.usage().cacheReadInputTokens()).contains(4L);
    }
  }

  @Test
  void aLimitAndAStopSequenceAreTold() {
    for (var reply : both(ask("millrace-mini").maxTokens(2).build())) {
      assertThat(reply.stopReason()).contains(StopReason.MAX_TOKENS);
      assertThat(reply.usage().outputTokens()).isEqualTo(2);
    }
    for (var reply : both(ask("millrace-mini").addStopSequence("Norway").build())) {
      assertThat(reply.stopReason()).contains(StopReason.STOP_SEQUENCE);
      assertThat(reply.stopSequence()).contains("Norway");
      assertThat(text(reply)).isEqualTo("The capital of ");
    }
  }

  @Test
  void aThoughtComesBeforeTheAnswerAndMayBeSentBack() {
    var request = ask("thinker").enabledThinking(1024).maxTokens(2048).build();
    for (var reply : both(request)) {
      var thought = reply.content().getFirst().asThinking();
      assertThat(thought.thinking()).isEqualTo("Norway is a country. Its capital is Oslo.");
      assertThat(thought.signature()).isNotNull();
      assertThat(text(reply)).isEqualTo(ANSWER);
      var more = request.toBuilder().addMessage(reply).addUserMessage("And of Sweden?").build();
      assertThat(text(client.messages().create(more))).isEqualTo(ANSWER);
    }
  }

  @Test
  void theBundledModelThinks() {
    var request = ask("millrace-mini").enabledThinking(1024).maxTokens(1600).build();
    for (var reply : both(request)) {
      assertThat(reply.content().getFirst().asThinking().thinking()).isNotBlank();
      assertThat(text(reply)).contains("Oslo");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aToolIsCalledAndItsResultIsTold(boolean streamed) {
    var first = ask("caller").addTool(WEATHER).build();
    var called = streamed ? stream(first) : create(first);
    assertThat(called.stopReason()).contains(StopReason.TOOL_USE);
    var call = calls(called).getFirst();
    assertThat(call.name()).isEqualTo("get_weather");
    assertThat(call._input()).hasToString("{city=Oslo}");
    var result = ToolResultBlockParam.builder().toolUseId(call.id()).content("7 degrees").build();
    var second =
        first.toBuilder()
            .addMessage(called)
            .addUserMessageOfBlockParams(List.of(ContentBlockParam.ofToolResult(result)))
            .build();
    assertThat(text(streamed ? stream(second) : create(second)))
        .isEqualTo("The tool says: 7 degrees");
  }

  @ParameterizedTest
  @ValueSource(strings = {"callers", "mixer"})
  void argumentsOfParallelCallsAreNotMixed(String model) {
    for (var reply : both(ask(model).addTool(WEATHER).build())) {
      assertThat(calls(reply))
          .extracting(call -> call._input().toString())
          .containsExactly("{city=Oslo}", "{city=Bergen}");
      assertThat(calls(reply)).extracting(ToolUseBlock::id).doesNotHaveDuplicates();
    }
  }

  @Test
  void tokensAreCounted() {
    var request =
        MessageCountTokensParams.builder()
            .model("millrace-mini")
            .addUserMessage("What is the capital of Norway?")
            .build();
    var count = client.messages().countTokens(request).validate().inputTokens();
    assertThat(count)
        .isEqualTo(create(ask("millrace-mini").build()).usage().inputTokens())
        .isPositive();
  }

  @Test
  void modelsAreListedInAnthropicsWay() {
    var models = client.models().list();
    assertThat(models.data()).extracting(model -> model.id()).contains("millrace-mini", "speaker");
    assertThat(client.models().retrieve("millrace-mini").displayName()).isNotBlank();
  }

  @Test
  void errorsHaveTheirTypes() {
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> create(ask("nobody").build()))
        .withMessageContaining("not_found_error");
    var hot =
        ask("speaker").putAdditionalBodyProperty("temperature", JsonValue.from("hot")).build();
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> create(hot))
        .withMessageContaining("temperature");
    assertThatExceptionOfType(UnauthorizedException.class)
        .isThrownBy(() -> client("a-key-of-nobody").messages().create(ask("speaker").build()))
        .withMessageContaining("authentication_error");
    assertThatExceptionOfType(RateLimitException.class)
        .isThrownBy(() -> create(ask("limited").build()))
        .satisfies(error -> assertThat(error.headers().values("retry-after")).containsExactly("7"));
    assertThatExceptionOfType(InternalServerException.class)
        .isThrownBy(() -> create(ask("broken").build()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "fault"})
  void aStreamThatBreaksDoesNotEndAsIfItWereWhole(String model) {
    assertThatExceptionOfType(AnthropicException.class)
        .isThrownBy(() -> stream(ask(model).build()));
  }

  private static AnthropicClient client(String key) {
    return AnthropicOkHttpClient.builder()
        .baseUrl(house.uri("").toString())
        .apiKey(key)
        .maxRetries(0)
        .timeout(House.PATIENCE)
        .build();
  }

  private static MessageCreateParams.Builder ask(String model) {
    return MessageCreateParams.builder()
        .model(model)
        .maxTokens(64)
        .putAdditionalBodyProperty("temperature", JsonValue.from(0))
        .addUserMessage("What is the capital of Norway?");
  }

  private static List<Message> both(MessageCreateParams request) {
    return List.of(create(request), stream(request));
  }

  private static Message create(MessageCreateParams request) {
    return client.messages().create(request).validate();
  }

  private static Message stream(MessageCreateParams request) {
    var whole = MessageAccumulator.create();
    try (var events = client.messages().createStreaming(request)) {
      events.stream().map(RawMessageStreamEvent::validate).forEach(whole::accumulate);
    }
    return whole.message();
  }

  private static List<ToolUseBlock> calls(Message reply) {
    return reply.content().stream()
        .filter(ContentBlock::isToolUse)
        .map(ContentBlock::asToolUse)
        .toList();
  }

  private static String text(Message reply) {
    return reply.content().stream()
        .filter(ContentBlock::isText)
        .map(block -> block.asText().text())
        .collect(Collectors.joining());
  }
}
