package dev.millrace.clients.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.Reasoning;
import com.openai.models.ReasoningEffort;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseIncludable;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import dev.millrace.clients.house.House;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResponsesTest {
  private static final String QUESTION = "What is the capital of Norway?";
  private static final String ANSWER = "The capital of Norway is Oslo.";
  private static final FunctionTool WEATHER =
      FunctionTool.builder()
          .name("get_weather")
          .description("Get weather information")
          .strict(false)
          .parameters(
              FunctionTool.Parameters.builder()
                  .putAdditionalProperty("type", JsonValue.from("object"))
                  .putAdditionalProperty(
                      "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                  .build())
          .build();

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
    for (var reply : both(ask(model).build())) {
      assertThat(text(reply)).isEqualTo(ANSWER);
      assertThat(reply.status()).contains(ResponseStatus.COMPLETED);
      assertThat(reply.model().toString()).contains(model);
      var usage = reply.usage().orElseThrow();
      assertThat(usage.inputTokens()).isPositive();
      assertThat(usage.totalTokens()).isEqualTo(usage.inputTokens() + usage.outputTokens());
    }
  }

  @Test
  void usageTellsCachedAndReasoningTokensApart() {
    for (var reply : both(ask("thinker").build())) {
      var usage = reply.usage().orElseThrow();
      assertThat(usage.inputTokensDetails().cachedTokens()).isEqualTo(4);
      assertThat(usage.outputTokensDetails().reasoningTokens()).isEqualTo(8);
    }
  }

  @Test
  void anAnswerThatIsCutIsIncomplete() {
    for (var reply : both(ask("millrace-mini").maxOutputTokens(2).build())) {
      assertThat(reply.status()).contains(ResponseStatus.INCOMPLETE);
      assertThat(reply.incompleteDetails().orElseThrow().reason().orElseThrow().asString())
          .isEqualTo("max_output_tokens");
    }
  }

  @Test
  void aThoughtIsAnItemBeforeTheAnswerAndMayBeSentBack() {
    var request =
        ask("thinker")
            .store(false)
            .reasoning(Reasoning.builder().effort(ReasoningEffort.HIGH).build())
            .addInclude(ResponseIncludable.REASONING_ENCRYPTED_CONTENT)
            .build();
    for (var reply : both(request)) {
      var thought = reply.output().getFirst().asReasoning();
      assertThat(thought.toString()).contains("Its capital is Oslo.");
      assertThat(thought.encryptedContent()).isPresent();
      assertThat(text(reply)).isEqualTo(ANSWER);
      var items = new ArrayList<>(List.of(user(QUESTION), ResponseInputItem.ofReasoning(thought)));
      items.add(user("And of Sweden?"));
      assertThat(text(create(request.toBuilder().inputOfResponse(items).build())))
          .isEqualTo(ANSWER);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aToolIsCalledAndItsResultIsTold(boolean streamed) {
    var first = ask("caller").addTool(WEATHER).store(false).build();
    var called = streamed ? stream(first) : create(first);
    var call = calls(called).getFirst();
    assertThat(call.name()).isEqualTo("get_weather");
    assertThat(call.arguments()).isEqualTo("{\"city\": \"Oslo\"}");
    var items =
        List.of(user(QUESTION), ResponseInputItem.ofFunctionCall(call), result(call, "7 degrees"));
    var second = first.toBuilder().inputOfResponse(items).build();
    assertThat(text(streamed ? stream(second) : create(second)))
        .isEqualTo("The tool says: 7 degrees");
  }

  @ParameterizedTest
  @ValueSource(strings = {"callers", "mixer"})
  void argumentsOfParallelCallsAreNotMixed(String model) {
    for (var reply : both(ask(model).addTool(WEATHER).build())) {
      assertThat(calls(reply))
          .extracting(ResponseFunctionToolCall::arguments)
          .containsExactly("{\"city\": \"Oslo\"}", "{\"city\": \"Bergen\"}");
    }
  }

  @Test
  void aStoredAnswerIsGoneOnFrom() {
    var first = create(ask("caller").addTool(WEATHER).store(true).build());
    var next =
        ask("caller")
            .addTool(WEATHER)
            .previousResponseId(first.id())
            .inputOfResponse(List.of(result(calls(first).getFirst(), "7 degrees")))
            .build();
    assertThat(text(create(next))).isEqualTo("The tool says: 7 degrees");
  }

  @Test
  void aStoredAnswerIsFoundListedAndDeleted() {
    var reply = create(ask("speaker").store(true).build());
    assertThat(text(client.responses().retrieve(reply.id()).validate())).isEqualTo(ANSWER);
    assertThat(client.responses().inputItems().list(reply.id()).data()).hasSize(1);
    client.responses().delete(reply.id());
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> client.responses().retrieve(reply.id()));
  }

  @Test
  void errorsHaveTheirTypes() {
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> create(ask("nobody").build()));
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> create(ask("speaker").temperature(9.0).build()))
        .satisfies(error -> assertThat(error.param()).contains("temperature"));
    var stranger = client.withOptions(options -> options.apiKey("a-key-of-nobody"));
    assertThatExceptionOfType(UnauthorizedException.class)
        .isThrownBy(() -> stranger.responses().create(ask("speaker").build()));
    assertThatExceptionOfType(RateLimitException.class)
        .isThrownBy(() -> create(ask("limited").build()))
        .satisfies(error -> assertThat(error.headers().values("retry-after")).containsExactly("7"));
    assertThatExceptionOfType(InternalServerException.class)
        .isThrownBy(() -> create(ask("broken").build()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "fault"})
  void aStreamThatBreaksDoesNotEndAsIfItWereWhole(String model) {
    try {
      assertThat(stream(ask(model).build()).status()).contains(ResponseStatus.FAILED);
    } catch (OpenAIException error) {
      assertThat(error).hasMessageContaining("scripted");
    }
  }

  private static ResponseCreateParams.Builder ask(String model) {
    return ResponseCreateParams.builder().model(model).input(QUESTION).temperature(0);
  }

  private static List<Response> both(ResponseCreateParams request) {
    return List.of(create(request), stream(request));
  }

  private static Response create(ResponseCreateParams request) {
    return client.responses().create(request).validate();
  }

  /// The answer that ends a stream; its sequence has no hole.
  private static Response stream(ResponseCreateParams request) {
    var whole = ResponseAccumulator.create();
    List<ResponseStreamEvent> events;
    try (var stream = client.responses().createStreaming(request)) {
      events = stream.stream().map(ResponseStreamEvent::validate).toList();
    }
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).toString()).contains("sequenceNumber=" + i);
      whole.accumulate(events.get(i));
    }
    return whole.response().validate();
  }

  private static ResponseInputItem user(String text) {
    return ResponseInputItem.ofEasyInputMessage(
        EasyInputMessage.builder().role(EasyInputMessage.Role.USER).content(text).build());
  }

  private static ResponseInputItem result(ResponseFunctionToolCall call, String text) {
    return ResponseInputItem.ofFunctionCallOutput(
        ResponseInputItem.FunctionCallOutput.builder().callId(call.callId()).output(text).build());
  }

  private static List<ResponseFunctionToolCall> calls(Response reply) {
    return reply.output().stream()
        .filter(ResponseOutputItem::isFunctionCall)
        .map(ResponseOutputItem::asFunctionCall)
        .toList();
  }

  private static String text(Response reply) {
    return reply.output().stream()
        .filter(ResponseOutputItem::isMessage)
        .flatMap(item -> item.asMessage().content().stream())
        .map(content -> content.asOutputText().text())
        .collect(Collectors.joining());
  }
}
