package dev.millrace.gateway.dialect.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Readings;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;
import dev.millrace.llm.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What requests of the folder ask of tools, beyond what is sent upstream.
final class ToolWishesTest {
  private static final Golden GOLDEN = Golden.in("dialect/openai/chat/requests");

  @Test
  void aCustomToolIsAFunctionThatAnswersAsACustomTool() {
    Asked asked = read("custom_tools");
    assertThat(asked.manner().customs()).containsExactlyInAnyOrder("sql", "patch");
    assertThat(asked.notes())
        .extracting(Note::field, Note::fate)
        .containsExactlyInAnyOrder(
            tuple("tools[0].custom.name", Note.Fate.EMULATED),
            tuple("tools[1].custom.name", Note.Fate.EMULATED),
            tuple("tools[1].custom.format.grammar.definition", Note.Fate.DROPPED));
    assertThat(answer(asked, new Part.ToolCall("c", "sql", "{\"input\":\"SELECT 2\"}")))
        .contains(
            "{\"id\":\"c\",\"type\":\"custom\",\"custom\":"
                + "{\"name\":\"sql\",\"input\":\"SELECT 2\"}}",
            "\"finish_reason\":\"tool_calls\"");
  }

  @Test
  void toolsThatAreNotAllowedCannotBeCalled() {
    Asked asked = read("allowed_tools");
    assertThat(asked.request().tools().callable()).extracting(Tool::name).containsExactly("g", "h");
    assertThat(asked.request().tools().choice()).isEqualTo(new Tools.Required());
    assertThat(asked.notes())
        .extracting(Note::field, Note::fate)
        .contains(tuple("tool_choice.allowed_tools.tools", Note.Fate.EMULATED));
  }

  @Test
  void whoDeclaresFunctionsIsAnsweredWithAFunctionCall() {
    Asked asked = read("functions");
    assertThat(asked.request().tools().parallel()).isFalse();
    assertThat(asked.request().tools().choice()).isEqualTo(new Tools.Named("weather"));
    assertThat(answer(asked, new Part.ToolCall("c", "weather", "{}")))
        .contains(
            "\"content\":null,",
            "\"function_call\":{\"name\":\"weather\",\"arguments\":\"{}\"}",
            "\"finish_reason\":\"function_call\"")
        .doesNotContain("tool_calls");
  }

  @Test
  void everyExtraIsWeighed() {
    Asked asked = read("extras");
    assertThat(asked.request().extras()).hasSize(13);
    for (String name : asked.request().extras().keySet()) {
      assertThat(Extras.weight(name)).as(name).isNotNull();
    }
    assertThat(Extras.weight("user")).isEqualTo(Extras.Weight.LABEL);
    assertThat(Extras.weight("prediction")).isEqualTo(Extras.Weight.HINT);
    assertThat(Extras.weight("verbosity")).isEqualTo(Extras.Weight.DEMAND);
    assertThat(Extras.weight("what_comes_next_year")).isEqualTo(Extras.Weight.DEMAND);
  }

  private static Asked read(String name) {
    Json.Fields body = JsonReader.readObject(GOLDEN.bytes(name + ".json"));
    return Requests.read(body, Readings.STRICT);
  }

  private static String answer(Asked asked, Part part) {
    var pieces = List.of(new Reply.Piece(part, List.of()));
    var choice = new Reply.Choice(0, pieces, new Stop.ToolCalls());
    var usage = new Usage(1, 0, 1, 0, Usage.Origin.EXACT);
    var naming = new Naming("chatcmpl-1", "m", Instant.EPOCH);
    byte[] whole = asked.writer(naming).whole(new Reply("a", "m", List.of(choice), usage));
    return new String(whole, StandardCharsets.UTF_8);
  }
}
