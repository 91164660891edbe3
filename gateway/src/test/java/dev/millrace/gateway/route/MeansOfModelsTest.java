package dev.millrace.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.catalog.Catalog;
import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Price;
import dev.millrace.gateway.catalog.Traits;
import dev.millrace.gateway.dialect.Habits;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.dialect.anthropic.MessagesProtocol;
import dev.millrace.gateway.dialect.bedrock.ConverseProtocol;
import dev.millrace.gateway.dialect.bedrock.InvokeProtocol;
import dev.millrace.gateway.dialect.gemini.GeminiProtocol;
import dev.millrace.gateway.dialect.gemini.Host;
import dev.millrace.llm.Message;
import dev.millrace.llm.Parameter;
import dev.millrace.llm.Part;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Reasoning.Effort;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Rendering;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Models of one provider differ in what can be asked of them; what cannot is told, not just left out.
final class MeansOfModelsTest {
  private static final Protocol CLAUDE = new MessagesProtocol("them");
  private static final Protocol VERTEX = MessagesProtocol.atVertex("them");
  private static final Protocol INVOKE = InvokeProtocol.of("them");
  private static final Protocol CONVERSE = new ConverseProtocol("them", Optional.empty());
  private static final Protocol GEMINI = new GeminiProtocol("them", Host.AI_STUDIO);
  private static final Request ASKED =
      Request.of(
          "m",
          List.of(
              new Message(Role.USER, Optional.empty(), List.of(new Part.Text("Is 91 prime?")))));

  @ParameterizedTest
  @CsvSource({
    "claude-3-7-sonnet-20250219, true, true",
    "claude-opus-4-1-20250805, true, true",
    "claude-sonnet-4-5@20250929, true, true",
    "anthropic.claude-3-5-haiku-20241022-v1:0, true, true",
    "us.anthropic.claude-opus-4-6-v1:0, false, true",
    "claude-opus-4-7, false, false",
    "anthropic.claude-opus-4-8, false, false"
  })
  void whatClaudeTakesItTakesEverywhere(String model, boolean prefills, boolean samples) {
    for (var protocol : List.of(CLAUDE, VERTEX, INVOKE, CONVERSE)) {
      var means = protocol.means(claude(protocol, model));
      assertThat(means.has(Ask.PREFILL)).isEqualTo(prefills);
      for (var one : List.of(Parameter.TEMPERATURE, Parameter.TOP_P, Parameter.TOP_K)) {
        assertThat(means.parameters().contains(one)).isEqualTo(samples);
      }
    }
  }

  @Test
  void aTemperatureThatANewClaudeDoesNotTakeIsNoted() {
    var cool = temperature(0.3);
    assertThat(notes(plan(CLAUDE, "claude-opus-4-7", cool))).containsExactly("temperature DROPPED");
    assertThat(body(CLAUDE, "claude-opus-4-7", cool)).doesNotContain("temperature");
    assertThat(notes(plan(CLAUDE, "claude-opus-4-5", cool))).isEmpty();
    assertThat(body(CLAUDE, "claude-opus-4-5", cool)).contains("\"temperature\":0.3");
    assertThatThrownBy(() -> plan(CLAUDE, "claude-opus-4-7", cool, Unknown.REFUSE))
        .isInstanceOf(Refused.class);
  }

  @Test
  void aTemperatureThatChangesNothingIsNotMissed() {
    var plan = plan(CLAUDE, "claude-opus-4-7", temperature(1), Unknown.REFUSE);
    assertThat(notes(plan)).isEmpty();
  }

  @Test
  void wordsPutInItsMouthAreRefusedBeforeAnybodyIsAsked() {
    var begun = ASKED.withPrompt(begun());
    assertThat(body(CLAUDE, "claude-opus-4-5", begun)).contains("No, because");
    assertThatThrownBy(() -> plan(CLAUDE, "claude-opus-4-6", begun))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("cannot go on from words of the assistant");
  }

  @Test
  void aModelThatDoesNotThinkIsNotAskedTo() {
    var deep = ASKED.withReasoning(Reasoning.of(Effort.HIGH));
    for (var place : Map.of(CLAUDE, "claude-3-5-haiku", GEMINI, "gemini-2.0-flash").entrySet()) {
      var plan = plan(place.getKey(), place.getValue(), deep);
      assertThat(notes(plan)).containsExactly("reasoning DROPPED");
      assertThat(body(place.getKey(), place.getValue(), deep)).doesNotContain("hinking");
      var off = ASKED.withReasoning(Reasoning.OFF);
      assertThat(notes(plan(place.getKey(), place.getValue(), off, Unknown.REFUSE))).isEmpty();
    }
  }

  @Test
  void aDegreeIsALimitForAModelThatKnowsNoDegrees() {
    var plan = plan(CLAUDE, "claude-sonnet-4-5", ASKED.withReasoning(Reasoning.of(Effort.HIGH)));
    assertThat(notes(plan)).containsExactly("reasoning_effort EMULATED");
    assertThat(plan.first().requests().getFirst().reasoning().budget()).hasValue(16_384);
  }

  @ParameterizedTest
  @CsvSource({"claude-opus-4-7", "anthropic.claude-opus-4-7-v1:0"})
  void aLimitIsADegreeForAModelThatKnowsNoLimits(String model) {
    var protocol = model.startsWith("anthropic.") ? CONVERSE : CLAUDE;
    var limited = new Reasoning(Reasoning.Mode.ON, Optional.empty(), OptionalInt.of(9_000), false);
    var plan = plan(protocol, model, ASKED.withReasoning(limited));
    assertThat(notes(plan)).containsExactly("thinking_budget EMULATED");
    assertThat(body(protocol, model, ASKED.withReasoning(limited)))
        .contains("adaptive")
        .doesNotContain("budget_tokens");
  }

  @ParameterizedTest
  @CsvSource({"gemini-3-pro-preview, true", "gemini-2.5-pro, true", "gemini-2.5-flash, false"})
  void whoAlwaysThinksIsToldToThinkAsLittleAsItCan(String model, boolean always) {
    var off = ASKED.withReasoning(Reasoning.OFF);
    var plan = plan(GEMINI, model, off, Unknown.REFUSE);
    assertThat(GEMINI.means(model).thinking().stops()).isEqualTo(!always);
    assertThat(notes(plan)).isEqualTo(always ? List.of("reasoning EMULATED") : List.of());
    assertThat(body(GEMINI, model, off)).contains("thinkingConfig");
  }

  /// Only Vertex AI and Bedrock have versions in their own way; all are found by the same words.
  private static String claude(Protocol protocol, String model) {
    return protocol.equals(CONVERSE) && !model.contains("anthropic.")
        ? "anthropic." + model
        : model;
  }

  private static Request temperature(double value) {
    return new Lens(Parameter.TEMPERATURE).with(ASKED, OptionalDouble.of(value));
  }

  private static Prompt.Conversation begun() {
    var said = new Message(Role.ASSISTANT, Optional.empty(), List.of(new Part.Text("No, because")));
    return new Prompt.Conversation(
        List.of(ASKED.messages().getFirst(), said),
        new Rendering(Optional.empty(), Map.of(), false, true));
  }

  private static List<String> notes(Plan plan) {
    return plan.first().receipt().notes().stream().map(MeansOfModelsTest::told).toList();
  }

  private static String told(Note note) {
    return note.field() + " " + note.fate();
  }

  private static String body(Protocol protocol, String model, Request request) {
    var fitted = plan(protocol, model, request).first().requests().getFirst();
    return new String(protocol.write(fitted).body(), StandardCharsets.UTF_8);
  }

  private static Plan plan(Protocol protocol, String name, Request request) {
    return plan(protocol, name, request, Unknown.DROP);
  }

  private static Plan plan(Protocol protocol, String name, Request request, Unknown unknown) {
    var model =
        new Model(
            "m",
            List.of(),
            "them",
            Instant.EPOCH,
            OptionalInt.empty(),
            new Price.Free(),
            Traits.unknown(),
            List.of(new Model.Deployment("them", name)),
            Manner.usual());
    var patience = Duration.ofMinutes(1);
    var target =
        new Target(
            "them",
            (_, _) -> {
              throw new IllegalStateException("nobody is asked");
            },
            patience,
            patience,
            protocol::means,
            Optional.empty(),
            Optional.empty());
    var habits = new Habits(true, Reasoning.Mode.UNSAID);
    return new Planner(new Catalog(List.of(model)), Map.of("them", target))
        .plan(List.of(request), new Terms(unknown, habits, false, List.of()));
  }
}
