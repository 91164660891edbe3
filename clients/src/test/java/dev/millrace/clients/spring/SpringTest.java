package dev.millrace.clients.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.millrace.clients.house.House;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

final class SpringTest {
  private static final String QUESTION = "What is the capital of Norway?";

  private static House house;

  /// What the tool is called with.
  public record Place(String city) {}

  @BeforeAll
  static void open() {
    house = House.open();
  }

  @AfterAll
  static void close() {
    house.close();
  }

  @ParameterizedTest
  @EnumSource
  void aQuestionIsAnswered(Surface surface) {
    var reply = surface.model(house, House.KEY, "speaker", List.of()).call(new Prompt(QUESTION));
    assertThat(text(reply)).isEqualTo("The capital of Norway is Oslo.");
    var usage = reply.getMetadata().getUsage();
    assertThat(usage.getPromptTokens()).isPositive();
    assertThat(usage.getCompletionTokens()).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerIsStreamed(Surface surface) {
    var pieces = stream(surface, "speaker", List.of(), new Prompt(QUESTION));
    assertThat(pieces.stream().map(SpringTest::text).collect(Collectors.joining()))
        .isEqualTo("The capital of Norway is Oslo.");
    assertThat(pieces).anyMatch(piece -> piece.getMetadata().getUsage().getCompletionTokens() > 0);
  }

  @ParameterizedTest
  @EnumSource
  void theBundledModelAnswers(Surface surface) {
    var model = surface.model(house, House.KEY, "millrace-mini", List.of());
    assertThat(model.call(QUESTION)).contains("Oslo");
  }

  @ParameterizedTest
  @EnumSource
  void aToolIsCalledAndItsResultIsTold(Surface surface) {
    var tools = List.of(weather());
    var model = surface.model(house, House.KEY, "caller", tools);
    var prompt = new Prompt(QUESTION, model.getOptions());
    var called = model.call(prompt);
    assertThat(called.hasToolCalls()).isTrue();
    var results = ToolCallingManager.builder().build().executeToolCalls(prompt, called);
    var next = new Prompt(results.conversationHistory(), model.getOptions());
    assertThat(text(model.call(next))).isEqualTo("The tool says: 7 degrees in Oslo");
  }

  @ParameterizedTest
  @EnumSource
  void toolsAreCalledInAStream(Surface surface) {
    var calls =
        stream(surface, "callers", List.of(weather()), new Prompt(QUESTION)).stream()
            .filter(ChatResponse::hasToolCalls)
            .flatMap(piece -> message(piece).getToolCalls().stream())
            .map(call -> call.arguments().replace(" ", ""))
            .toList();
    assertThat(calls).containsExactly("{\"city\":\"Oslo\"}", "{\"city\":\"Bergen\"}");
  }

  @ParameterizedTest
  @EnumSource
  void errorsComeWithTheirStatus(Surface surface) {
    Map.of("nobody", "404", "limited", "429", "broken", "50")
        .forEach((name, status) ->
            assertThatException()
                .isThrownBy(() -> surface.model(house, House.KEY, name, List.of()).call(QUESTION))
                .withMessageContaining(status));
    assertThatException()
        .isThrownBy(() -> surface.model(house, "of-nobody", "speaker", List.of()).call(QUESTION))
        .withMessageContaining("401");
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerThatBreaksIsAnError(Surface surface) {
    assertThatException().isThrownBy(() -> stream(surface, "cut", List.of(), new Prompt(QUESTION)));
    assertThatException()
        .isThrownBy(() -> stream(surface, "fault", List.of(), new Prompt(QUESTION)));
  }

  private static List<ChatResponse> stream(
      Surface surface, String name, List<ToolCallback> tools, Prompt prompt) {
    var model = surface.model(house, House.KEY, name, tools);
    return Objects.requireNonNull(model.stream(prompt).collectList().block(House.PATIENCE));
  }

  private static ToolCallback weather() {
    return FunctionToolCallback.builder(
            "get_weather", (Place place) -> "7 degrees in " + place.city())
        .description("Get weather information")
        .inputType(Place.class)
        .build();
  }

  private static String text(ChatResponse reply) {
    return reply.getResults().stream()
        .map(result -> Objects.requireNonNullElse(result.getOutput().getText(), ""))
        .collect(Collectors.joining());
  }

  private static AssistantMessage message(ChatResponse reply) {
    return Objects.requireNonNull(reply.getResult()).getOutput();
  }
}
