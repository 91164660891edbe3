package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.llm.Bounds;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Sampling;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A model of random weights calls tools when it must.
final class ToolsTest {
  private static final Tool MOVE =
      new Tool(
          "move",
          "",
          schema("enum", new Json.Items(List.of(new Json.Text("up"), new Json.Text("down")))));

  private static Engine engine;

  @BeforeAll
  static void load(@TempDir Path folder) throws IOException {
    String template = TinyModel.TEMPLATE + "{# <tool_call> #}";
    engine = Engine.load(TinyModel.write(folder, template), Settings.standard().withThreads(1));
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aCallThatMustComeComes(long seed) {
    for (var choice : List.of(new Tools.Required(), new Tools.Named("move"))) {
      Request request = request(new Tools(List.of(MOVE), choice, false), seed);
      Reply.Choice said = engine(request.withReasoning(Reasoning.OFF)).choices().getFirst();
      assertThat(said.stop()).isEqualTo(new Stop.ToolCalls());
      assertThat(said.pieces()).hasSize(1);
      var call = (Part.ToolCall) said.pieces().getFirst().part();
      assertThat(call.name()).isEqualTo("move");
      assertThat(call.arguments().replaceAll("\\s", ""))
          .isIn("{\"to\":\"up\"}", "{\"to\":\"down\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void nothingButAThoughtComesBeforeACallThatMustCome(long seed) {
    var tools = new Tools(List.of(MOVE), new Tools.Required(), true);
    Reply.Choice said = engine(request(tools, seed)).choices().getFirst();
    assertThat(said.pieces())
        .noneMatch(piece -> piece.part() instanceof Part.Text)
        .filteredOn(piece -> piece.part() instanceof Part.Thought)
        .hasSizeLessThan(2);
  }

  @Test
  void aSchemaThatIsWrongIsToldUnderItsTool() {
    var wrong = new Tool("wrong", "", schema("type", new Json.Text("nonsense")), true);
    var tools = new Tools(List.of(MOVE, wrong), new Tools.Auto(), true);
    assertThat(failure(request(tools, 1)).field())
        .isEqualTo("tools[1].function.parameters.properties.to.type");
  }

  @Test
  void aCallAndSomethingElseCannotBothBeDemanded() {
    var tools = new Tools(List.of(MOVE), new Tools.Required(), false);
    var regex = new Constraint("regex", new Constraint.Regex("a"));
    assertThat(failure(request(tools, 1).withConstraint(regex)).field()).isEqualTo("regex");
  }

  private static Failure.BadRequest failure(Request request) {
    var reader = new Reader();
    engine.open(request, reader);
    return (Failure.BadRequest) reader.failure();
  }

  private static Reply engine(Request request) {
    var reader = new Reader();
    engine.open(request, reader);
    return reader.reply();
  }

  private static Request request(Tools tools, long seed) {
    Sampling plain = Sampling.unsaid();
    var sampling =
        new Sampling(
            plain.temperature(),
            plain.topP(),
            plain.topK(),
            plain.minP(),
            plain.repetitionPenalty(),
            plain.frequencyPenalty(),
            plain.presencePenalty(),
            OptionalLong.of(seed),
            plain.logitBias());
    return Request.of("m", List.of(Message.of(Role.USER, "Go!")))
        .withTools(tools)
        .withSampling(sampling)
        .withBounds(Bounds.tokens(200));
  }

  private static Json.Fields schema(String keyword, Json value) {
    return new Json.Fields(
        Map.of(
            "type",
            new Json.Text("object"),
            "properties",
            new Json.Fields(Map.of("to", new Json.Fields(Map.of(keyword, value)))),
            "required",
            new Json.Items(List.of(new Json.Text("to"))),
            "additionalProperties",
            new Json.Bool(false)));
  }
}
