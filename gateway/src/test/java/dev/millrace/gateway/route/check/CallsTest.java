package dev.millrace.gateway.route.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallsTest {
  private static final Request HI = Request.of("m", List.of(Message.of(Role.USER, "hi")));
  private static final Tool WEATHER =
      new Tool(
          "weather",
          "",
          JsonReader.readObject(
              """
              {"type": "object", "additionalProperties": false, "required": ["city", "days"],
               "properties": {"city": {"type": "string"}, "days": {"type": "integer"}}}
              """),
          true);
  private static final Tool LOOSE = new Tool("loose", "", WEATHER.parameters(), false);

  private final Answers upstream = new Answers();
  private final Told told = new Told();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"city\":\"Oslo\",\"days\":2}",
        "{\"days\": 2, \"city\": \"Oslo\"}",
        "{ \"city\" : \"Oslo\" , \"days\" : 2 }"
      })
  void argumentsOfTheSchemaAreToldInItsOwnOrder(String arguments) {
    ask(true, 1);
    upstream.say(new Event.Opened("id", "model"));
    upstream.part(0, 0, new Part.ToolCall("c1", "weather", arguments));
    upstream.end(new Stop.ToolCalls());
    assertThat(new Json(only(told).grown()).same("{\"city\":\"Oslo\",\"days\":2}")).isTrue();
    assertThat(upstream.asked).hasSize(1);
  }

  @Test
  void argumentsThatBreakTheSchemaAreNotToldButAskedForAgain() {
    ask(true, 1);
    upstream.say(new Event.Opened("id", "model"));
    upstream.part(0, 0, new Part.Text("Let me look."));
    upstream.part(0, 1, new Part.ToolCall("c1", "weather", "{\"city\":\"Oslo\"}"));
    upstream.end(new Stop.ToolCalls());
    assertThat(upstream.asked).hasSize(2);
    assertThat(upstream.asked.getLast().messages().getLast().text())
        .contains("the arguments of the call of weather are not valid");
    upstream.say(new Event.Opened("id", "model"));
    upstream.part(0, 0, new Part.ToolCall("c2", "weather", "{\"city\":\"Oslo\",\"days\":1}"));
    upstream.end(new Stop.ToolCalls());
    assertThat(only(told))
        .isEqualTo(new Part.ToolCall("c2", "weather", "{\"city\":\"Oslo\",\"days\":1}"));
    assertThat(told.usage()).isEqualTo(Answers.USAGE.plus(Answers.USAGE));
  }

  @Test
  void whereNothingIsMendedTheyAreRefused() {
    ask(true, 0);
    upstream.say(new Event.Opened("id", "model"));
    upstream.part(0, 0, new Part.ToolCall("c1", "weather", "{\"city\":"));
    upstream.end(new Stop.ToolCalls());
    assertThat(told.failures)
        .singleElement()
        .isInstanceOfSatisfying(
            Failure.Upstream.class,
            failure -> assertThat(failure.message()).contains("`tools.weather.parameters`"));
    assertThat(told.text(0)).isEmpty();
  }

  @Test
  void argumentsThatWereCutByTheLengthOfTheAnswerAreToldAsTheyAre() {
    ask(true, 1);
    upstream.say(new Event.Opened("id", "model"));
    upstream.part(0, 0, new Part.ToolCall("c1", "weather", "{\"city\":"));
    upstream.end(new Stop.Length());
    assertThat(only(told)).isEqualTo(new Part.ToolCall("c1", "weather", "{\"city\":"));
  }

  @Test
  void toolsThatAreNotStrictAreNotChecked() {
    ask(true, 1);
    upstream.say(new Event.Opened("id", "model"));
    upstream.part(0, 0, new Part.ToolCall("c1", "loose", "{\"city\":"));
    upstream.end(new Stop.ToolCalls());
    assertThat(only(told)).isEqualTo(new Part.ToolCall("c1", "loose", "{\"city\":"));
  }

  @Test
  void callsSideBySideKeepTheirOwnArguments() {
    ask(true, 1);
    upstream.say(new Event.Opened("id", "model"));
    upstream.say(new Event.Began(0, 0, new Part.ToolCall("a", "weather", "")));
    upstream.say(new Event.Began(0, 1, new Part.ToolCall("b", "weather", "")));
    upstream.say(new Event.Grew(0, 1, "{\"city\":\"Bergen\",", List.of()));
    upstream.say(new Event.Grew(0, 0, "{\"city\":\"Oslo\",", List.of()));
    upstream.say(new Event.Grew(0, 1, "\"days\":2}", List.of()));
    upstream.say(new Event.Grew(0, 0, "\"days\":1}", List.of()));
    upstream.say(new Event.Ended(0, 1));
    upstream.say(new Event.Ended(0, 0));
    upstream.end(new Stop.ToolCalls());
    assertThat(told.reply().choices().getFirst().pieces())
        .extracting(Reply.Piece::part)
        .containsExactlyInAnyOrder(
            new Part.ToolCall("a", "weather", "{\"city\":\"Oslo\",\"days\":1}"),
            new Part.ToolCall("b", "weather", "{\"city\":\"Bergen\",\"days\":2}"));
  }

  @Test
  void callsAfterTheFirstAreNotPassedOnWhereOneAtATimeWasAsked() {
    ask(false, 1);
    upstream.say(new Event.Opened("id", "model"));
    upstream.part(0, 0, new Part.ToolCall("a", "loose", "{}"));
    upstream.part(0, 1, new Part.ToolCall("b", "loose", "{}"));
    upstream.part(0, 2, new Part.Text("so"));
    upstream.end(new Stop.ToolCalls());
    assertThat(told.reply().choices().getFirst().pieces())
        .extracting(Reply.Piece::part)
        .containsExactly(new Part.ToolCall("a", "loose", "{}"), new Part.Text("so"));
  }

  private void ask(boolean parallel, int repairs) {
    var tools = new Tools(List.of(WEATHER, LOOSE), new Tools.Auto(), parallel);
    var means = Means.chat().asking(Set.of(Ask.TOOLS));
    var request = HI.withTools(tools);
    var checks = Checks.of(request, means, new Languages(), repairs);
    new Checked(upstream, "acme", checks).open(request, told);
  }

  private static Part only(Told told) {
    var pieces = told.reply().choices().getFirst().pieces();
    assertThat(pieces).hasSize(1);
    return pieces.getFirst().part();
  }

  /// A document, whatever its blanks.
  private record Json(String text) {
    boolean same(String other) {
      return text.replace(" ", "").equals(other);
    }
  }
}
