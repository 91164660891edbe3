package dev.millrace.gateway.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Readings;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestsTest {
  private static final Golden GOLDEN = Golden.in("dialect/anthropic/requests");
  private static final Thoughts THOUGHTS = new Thoughts(new PlainSeal());
  private static final String LEAST =
      "\"model\":\"m\",\"max_tokens\":10,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

  @ParameterizedTest
  @MethodSource("goldens")
  void whatAClientAsksIsUnderstood(String name) {
    var body = JsonReader.readObject(GOLDEN.bytes(name + ".json"));
    GOLDEN.check(name + ".request.txt", Shown.of(Requests.read(body, Readings.LENIENT, THOUGHTS)));
  }

  static List<String> goldens() {
    return GOLDEN.names(".json");
  }

  /// Each line: the fields of a request (they replace those of the least that will do), the field
  /// that is named, what is wrong with it, and the words for people.
  @ParameterizedTest
  @CsvFileSource(
      resources = "/dialect/anthropic/bad-requests.txt",
      delimiter = '|',
      quoteCharacter = '`')
  void aFieldThatCannotBeHonouredIsNamed(String fields, String field, Problem problem, String why) {
    for (var reading : List.of(Readings.LENIENT, Readings.STRICT)) {
      var refused =
          catchThrowableOfType(Refused.class, () -> Requests.read(body(fields), reading, THOUGHTS));
      assertThat(refused).as("nothing was refused").isNotNull();
      assertThat(refused.failure()).isEqualTo(new Failure.BadRequest(field, problem, why));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'made_up':1",
        "'container':'c'",
        "'tools':[{'type':'bash_20250124','name':'bash'}]",
        "'tools':[{'name':'f','input_schema':{},'made_up':1}]",
        "'messages':[{'role':'user','content':'hi','made_up':1}]",
        "'messages':[{'role':'user','content':[{'type':'text','text':'hi','made_up':1}]}]",
        "'messages':[{'role':'assistant','content':[{'type':'mcp_tool_use'}]}]",
        "'metadata':{'made_up':1}",
        "'output_config':{'made_up':1}",
        "'context_management':{'edits':[{'type':'compact_20260112'}]}"
      })
  void whatNobodyKnowsIsDroppedOrRefusedAsTheClientLikes(String fields) {
    assertThat(Requests.read(body(fields), Readings.LENIENT, THOUGHTS).notes())
        .singleElement()
        .extracting(Note::fate)
        .isEqualTo(Note.Fate.DROPPED);
    assertThat(
            catchThrowableOfType(
                Refused.class, () -> Requests.read(body(fields), Readings.STRICT, THOUGHTS)))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'stream':false",
        "'system':null",
        "'service_tier':'auto'",
        "'tools':[]",
        "'tool_choice':{'type':'auto'}",
        "'tool_choice':{'type':'none'}",
        "'stop_sequences':[]",
        "'metadata':{}",
        "'metadata':{'user_id':null}",
        "'thread':null",
        "'top_k':0",
        "'output_config':{}",
        "'context_management':{'edits':[]}"
      })
  void whatAsksForNothingChangesNothing(String fields) {
    assertThat(Requests.read(body(fields), Readings.STRICT, THOUGHTS))
        .isEqualTo(Requests.read(body(""), Readings.STRICT, THOUGHTS));
  }

  @Test
  void aCountNeedsNoLimit() {
    var fields =
        new LinkedHashMap<>(body("'thinking':{'type':'enabled','budget_tokens':2000}").values());
    fields.remove("max_tokens");
    var asked = Requests.readCount(new Json.Fields(fields), Readings.LENIENT, THOUGHTS);
    assertThat(asked.request().bounds().maxTokens()).isEqualTo(OptionalInt.empty());
    assertThat(asked.request().messages()).containsExactly(Message.of(Role.USER, "hi"));
  }

  private static Json.Fields body(String fields) {
    Map<String, Json> members =
        new LinkedHashMap<>(JsonReader.readObject("{" + LEAST + "}").values());
    String given = Optional.ofNullable(fields).orElse("").replace('\'', '"');
    members.putAll(JsonReader.readObject("{" + given + "}").values());
    return new Json.Fields(members);
  }
}
