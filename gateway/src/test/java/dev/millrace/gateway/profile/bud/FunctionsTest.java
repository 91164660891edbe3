package dev.millrace.gateway.profile.bud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.gateway.dialect.Surface;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.profile.Opening;
import dev.millrace.gateway.profile.bud.Function.Variant;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FunctionsTest {
  private static final Surface CHAT = Surface.openAi("messages");
  private static final Json SCHEMA = JsonReader.read("{\"type\":\"object\"}");
  private static final String HI = "{'role':'user','content':'hi'}";

  private static final Function ASSISTANT =
      function(
          "assistant",
          Optional.of(new Template(List.of("You are ", ", aged ", "."), List.of("name", "age"))),
          Optional.empty());
  private static final Function PLAIN = function("plain", Optional.empty(), Optional.of(SCHEMA));

  private final Bud bud = new Bud(InstantSource.system(), new Functions(List.of(ASSISTANT, PLAIN)));

  private static Function function(String name, Optional<Template> system, Optional<Json> schema) {
    var one =
        new Variant(
            "one", "m-1", 3, OptionalDouble.of(0.5), OptionalDouble.empty(), OptionalInt.of(9));
    var two =
        new Variant(
            "two", "m-2", 1, OptionalDouble.empty(), OptionalDouble.of(1), OptionalInt.empty());
    var off =
        new Variant(
            "off", "m-3", 0, OptionalDouble.empty(), OptionalDouble.empty(), OptionalInt.empty());
    return new Function(name, system, schema, List.of(one, two, off));
  }

  @Test
  void theFunctionSpeaksFirstWithTheClientsArguments() {
    var opening =
        open(
            "assistant",
            "'messages':[{'role':'system','content':[{'type':'text','tensorzero::arguments':"
                + "{'name':'Ada','age':7}}]},"
                + HI
                + "]");
    assertThat(text(opening, "messages"))
        .isEqualTo(
            "[{\"role\":\"system\",\"content\":\"You are Ada, aged 7.\"},"
                + "{\"role\":\"user\",\"content\":\"hi\"}]");
  }

  @Test
  void whatElseASystemMessageSaysIsKept() {
    var opening =
        open(
            "assistant",
            "'messages':[{'role':'system','content':[{'type':'text','tensorzero::arguments':"
                + "{'name':'Ada','age':7}},{'type':'text','text':'Be brief.'}]}]");
    assertThat(text(opening, "messages"))
        .endsWith(
            "{\"role\":\"system\",\"content\":[{\"type\":\"text\",\"text\":\"Be brief.\"}]}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'name':'Ada'}                  | messages.tensorzero::arguments.age    | MISSING",
        "{'name':'Ada','age':null}       | messages.tensorzero::arguments.age    | MISSING",
        "{'name':'A','age':1,'shoe':2}   | messages.tensorzero::arguments.shoe   | UNKNOWN_FIELD"
      })
  void argumentsMustBeThoseOfTheTemplate(String arguments, String field, Failure.Problem problem) {
    var failure =
        refusal(
            "assistant",
            "'messages':[{'role':'system','content':[{'type':'text','tensorzero::arguments':"
                + arguments
                + "}]}]");
    assertThat(failure)
        .isInstanceOfSatisfying(
            Failure.BadRequest.class,
            bad -> {
              assertThat(bad.field()).isEqualTo(field);
              assertThat(bad.problem()).isEqualTo(problem);
              assertThat(bad.why()).contains("name, age");
            });
  }

  @Test
  void argumentsForAFunctionWithoutATemplateAreRefused() {
    var failure =
        refusal(
            "plain",
            "'messages':[{'role':'system','content':[{'type':'text',"
                + "'tensorzero::arguments':{'a':1}}]}]");
    assertThat(failure.toString()).contains("plain has no system template");
  }

  @Test
  void aSchemaConstrainsTheAnswerUnlessTheClientDoes() {
    var usual = open("plain", "'messages':[" + HI + "]");
    assertThat(usual.body().get("guided_json")).contains(SCHEMA);
    var own = open("plain", "'messages':[" + HI + "],'guided_regex':'a+'");
    assertThat(own.body().get("guided_json")).isEmpty();
  }

  @Test
  void whatTheClientSaysComesBeforeTheVariant() {
    var one = pinned("one", "");
    assertThat(text(one, "model")).isEqualTo("\"m-1\"");
    assertThat(text(one, "temperature")).isEqualTo("0.5");
    assertThat(text(one, "max_tokens")).isEqualTo("9");
    var own = pinned("one", ",'temperature':1,'max_completion_tokens':3");
    assertThat(text(own, "temperature")).isEqualTo("1");
    assertThat(own.body().get("max_tokens")).isEmpty();
  }

  @Test
  void aVariantMayBeNamedEvenOneThatIsNeverChosen() {
    var off = pinned("off", "");
    assertThat(text(off, "model")).isEqualTo("\"m-3\"");
    assertThat(off.labels()).containsEntry(Bud.FUNCTION, "plain").containsEntry(Bud.VARIANT, "off");
    assertThat(refusal("plain", "'tensorzero::variant_name':'none'"))
        .isEqualTo(new Failure.NotFound("variant", "none"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void variantsAreChosenByWeightAndStayWithinAnEpisode(long seed) {
    var random = new Random(seed);
    int ones = 0;
    for (int i = 0; i < 4_000; i++) {
      var episode = new UUID(random.nextLong(), random.nextLong());
      var chosen = ASSISTANT.chosen(episode);
      assertThat(chosen.name()).isNotEqualTo("off");
      assertThat(ASSISTANT.chosen(episode)).isEqualTo(chosen);
      ones += chosen.name().equals("one") ? 1 : 0;
    }
    assertThat(ones).isBetween(2_800, 3_200);
  }

  @Test
  void twoFunctionsOfAnEpisodeChooseForThemselves() {
    var random = new Random(4);
    int same = 0;
    for (int i = 0; i < 1_000; i++) {
      var episode = new UUID(random.nextLong(), random.nextLong());
      same += ASSISTANT.chosen(episode).equals(PLAIN.chosen(episode)) ? 1 : 0;
    }
    assertThat(same).isBetween(550, 700); // 10 of 16, if they know nothing of each other
  }

  @Test
  void anOlderSpellingOfAFunctionIsNoted() {
    var body = "{\"model\":\"tensorzero::plain\"}";
    var opening = bud.open(CHAT, JsonReader.readObject(body), Map.of());
    assertThat(opening.labels()).containsEntry(Bud.FUNCTION, "plain");
    assertThat(opening.notes().getFirst().why()).contains("tensorzero::function_name::plain");
  }

  @Test
  void functionsAnswerChatAlone() {
    var body = JsonReader.readObject("{\"model\":\"tensorzero::function_name::plain\"}");
    var refused =
        catchThrowableOfType(
            Refused.class, () -> bud.open(Surface.openAi("prompt"), body, Map.of()));
    assertThat(refused.failure().toString()).contains("chat completions alone");
  }

  private Opening pinned(String variant, String more) {
    return open("plain", "'tensorzero::variant_name':'" + variant + "'" + more);
  }

  private Opening open(String function, String rest) {
    String body = "{'model':'tensorzero::function_name::" + function + "'," + rest + "}";
    return bud.open(CHAT, JsonReader.readObject(body.replace('\'', '"')), Map.of());
  }

  private Failure refusal(String function, String rest) {
    return catchThrowableOfType(Refused.class, () -> open(function, rest)).failure();
  }

  private static String text(Opening opening, String name) {
    return JsonWriter.text(opening.body().get(name).orElseThrow());
  }
}
