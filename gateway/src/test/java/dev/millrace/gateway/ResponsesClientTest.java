package dev.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.CustomTool;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.NamespaceTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseIncludable;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseOutputMessage;
import com.openai.models.responses.ResponseOutputText;
import com.openai.models.responses.ResponseRetrieveParams;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ToolChoiceOptions;
import com.openai.models.responses.inputitems.InputItemListParams;
import com.openai.models.responses.inputtokens.InputTokenCountParams;
import dev.millrace.gateway.config.Config;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The official client of Responses against a real server with the bundled model.
final class ResponsesClientTest {
  private static final String MODEL = "millrace-mini";
  private static final String QUESTION = "What is the capital of Norway?";
  private static final String ANSWER = "The capital of Norway is Oslo.";

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
  void anAnswerIsAllThatTheClientExpects() {
    Response response = client.responses().create(params(QUESTION).build());
    assertThat(text(response.validate())).isEqualTo(ANSWER);
    assertThat(response.status()).contains(ResponseStatus.COMPLETED);
    var usage = response.usage().orElseThrow();
    assertThat(usage.totalTokens()).isEqualTo(usage.inputTokens() + usage.outputTokens());
  }

  @Test
  void anAnswerThatIsCutSaysSo() {
    Response response = client.responses().create(params(QUESTION).maxOutputTokens(2).build());
    assertThat(response.validate().status()).contains(ResponseStatus.INCOMPLETE);
    assertThat(response.incompleteDetails().flatMap(why -> why.reason()))
        .contains(Response.IncompleteDetails.Reason.MAX_OUTPUT_TOKENS);
  }

  @Test
  void aStreamIsPutTogetherToTheAnswerThatItEndsWith() {
    var events = stream(params(QUESTION).build());
    var accumulator = ResponseAccumulator.createWithSnapshots();
    events.forEach(event -> accumulator.accumulate(event.validate()));
    Response told = accumulator.response();
    assertThat(text(told)).isEqualTo(ANSWER);
    assertThat(accumulator.reconstructedResponse().output()).isEqualTo(told.output());
    assertThat(
            events.stream()
                .map(ResponseStreamEvent::outputTextDelta)
                .flatMap(Optional::stream)
                .map(delta -> delta.delta())
                .collect(Collectors.joining()))
        .isEqualTo(ANSWER);
  }

  @Test
  void toolsAreCalledAndTheirOutputIsUsed() {
    var asked = withWeather(params("What is the weather in Oslo?"));
    Response first =
        client.responses().create(asked.toolChoice(ToolChoiceOptions.REQUIRED).build()).validate();
    ResponseFunctionToolCall call = first.output().getFirst().asFunctionCall();
    assertThat(call.name()).isEqualTo("get_weather");
    assertThat(call.arguments()).isEqualTo("{\"city\": \"Oslo\"}");
    var output =
        ResponseInputItem.ofFunctionCallOutput(
            ResponseInputItem.FunctionCallOutput.builder()
                .callId(call.callId())
                .output("Sunny, 20 degrees.")
                .build());
    var next =
        withWeather(ResponseCreateParams.builder().model(MODEL).temperature(0))
            .previousResponseId(first.id())
            .inputOfResponse(List.of(output))
            .build();
    assertThat(text(client.responses().create(next).validate())).isNotEmpty();
  }

  @Test
  void toolCallsAreStreamedToTheSameEnd() {
    var params =
        withWeather(params("What is the weather in Oslo?"))
            .toolChoice(ToolChoiceOptions.REQUIRED)
            .build();
    var accumulator = ResponseAccumulator.createWithSnapshots();
    stream(params).forEach(event -> accumulator.accumulate(event.validate()));
    assertThat(accumulator.response().output().getFirst().asFunctionCall().arguments())
        .isEqualTo("{\"city\": \"Oslo\"}");
    assertThat(accumulator.reconstructedResponse().output())
        .isEqualTo(accumulator.response().output());
  }

  @Test
  void customAndNamespacedToolsAreCalledByTheirOwnNames() {
    var custom =
        params("Say hello.")
            .addTool(CustomTool.builder().name("shout").description("Shouts a text").build())
            .toolChoice(ToolChoiceOptions.REQUIRED)
            .maxOutputTokens(60)
            .build();
    var accumulator = ResponseAccumulator.createWithSnapshots();
    stream(custom).forEach(event -> accumulator.accumulate(event.validate()));
    assertThat(accumulator.response().output().getFirst().asCustomToolCall().name())
        .isEqualTo("shout");
    var spaced =
        params("What is the weather in Oslo?")
            .addTool(
                NamespaceTool.builder()
                    .name("sky")
                    .description("The sky")
                    .addTool(
                        NamespaceTool.Tool.Function.builder()
                            .name("get_weather")
                            .description("The weather of a city")
                            .parameters(JsonValue.from(weather()))
                            .build())
                    .build())
            .toolChoice(ToolChoiceOptions.REQUIRED)
            .build();
    var call = client.responses().create(spaced).validate().output().getFirst().asFunctionCall();
    assertThat(call.name()).isEqualTo("get_weather");
    assertThat(call.namespace()).contains("sky");
  }

  @Test
  void logProbabilitiesComeWhenTheyAreIncluded() {
    var params =
        params("Reply with exactly: ok")
            .addInclude(ResponseIncludable.MESSAGE_OUTPUT_TEXT_LOGPROBS)
            .topLogprobs(2)
            .build();
    var content = client.responses().create(params).validate().output().getFirst().asMessage();
    var logprobs = content.content().getFirst().asOutputText().logprobs().orElseThrow();
    assertThat(logprobs).isNotEmpty().allMatch(token -> token.topLogprobs().size() == 2);
  }

  @Test
  void aResponseIsContinuedShownListedAndForgotten() {
    Response first = client.responses().create(params(QUESTION).build());
    Response second =
        client.responses().create(params("And of Sweden?").previousResponseId(first.id()).build());
    assertThat(second.usage().orElseThrow().inputTokens())
        .isGreaterThan(first.usage().orElseThrow().inputTokens() + 5);
    assertThat(client.responses().retrieve(first.id()).validate()).isEqualTo(first);
    var items =
        client
            .responses()
            .inputItems()
            .list(
                InputItemListParams.builder()
                    .responseId(second.id())
                    .limit(2)
                    .order(InputItemListParams.Order.ASC)
                    .build());
    assertThat(items.autoPager()).hasSize(3);
    client.responses().delete(first.id());
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> client.responses().retrieve(first.id()))
        .withMessageContaining("there is no response " + first.id());
  }

  @Test
  void aResponseInBackgroundIsFollowedToItsEnd() {
    Response queued = client.responses().create(params(QUESTION).background(true).build());
    assertThat(queued.validate().status()).contains(ResponseStatus.QUEUED);
    var accumulator = ResponseAccumulator.createWithSnapshots();
    var retrieve = ResponseRetrieveParams.builder().responseId(queued.id()).build();
    try (var stream = client.responses().retrieveStreaming(retrieve)) {
      stream.stream().forEach(accumulator::accumulate);
    }
    assertThat(text(accumulator.response())).isEqualTo(ANSWER);
    assertThat(client.responses().retrieve(queued.id())).isEqualTo(accumulator.response());
    assertThat(client.responses().cancel(queued.id()).status()).contains(ResponseStatus.COMPLETED);
  }

  @Test
  void theTokensOfAnInputAreCounted() {
    long counted =
        client
            .responses()
            .inputTokens()
            .count(InputTokenCountParams.builder().model(MODEL).input(QUESTION).build())
            .inputTokens();
    var response = client.responses().create(params(QUESTION).build());
    assertThat(response.usage().orElseThrow().inputTokens()).isEqualTo(counted);
  }

  @Test
  void aBadRequestIsRefusedByName() {
    var params =
        params(QUESTION)
            .putAdditionalBodyProperty("conversation", JsonValue.from("conv_1"))
            .build();
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> client.responses().create(params))
        .satisfies(refusal -> assertThat(refusal.param()).contains("conversation"));
  }

  private static ResponseCreateParams.Builder params(String input) {
    return ResponseCreateParams.builder().model(MODEL).input(input).temperature(0); // the likeliest
  }

  private static ResponseCreateParams.Builder withWeather(ResponseCreateParams.Builder params) {
    var parameters = FunctionTool.Parameters.builder();
    weather()
        .forEach((name, value) -> parameters.putAdditionalProperty(name, JsonValue.from(value)));
    return params.addTool(
        FunctionTool.builder()
            .name("get_weather")
            .description("The weather of a city")
            .parameters(parameters.build())
            .strict(true)
            .build());
  }

  private static Map<String, Object> weather() {
    return Map.of(
        "type", "object",
        "properties", Map.of("city", Map.of("type", "string")),
        "required", List.of("city"));
  }

  private static List<ResponseStreamEvent> stream(ResponseCreateParams params) {
    try (var stream = client.responses().createStreaming(params)) {
      return stream.stream().toList();
    }
  }

  private static String text(Response response) {
    return response.output().stream()
        .map(ResponseOutputItem::message)
        .flatMap(Optional::stream)
        .flatMap(message -> message.content().stream())
        .map(ResponseOutputMessage.Content::outputText)
        .flatMap(Optional::stream)
        .map(ResponseOutputText::text)
        .collect(Collectors.joining());
  }
}
