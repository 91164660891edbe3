package dev.millrace.gateway.dialect.openai.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.json.Members;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CustomToolsTest {
  private final Rest rest = new Rest(Unknown.REFUSE);

  @ParameterizedTest
  @ValueSource(strings = {"", "SELECT 1", "*** Begin Patch\n+\"é\"\\\n", "{\"input\":\"x\"}", "😀"})
  void anInputComesBackAsItWent(String input) {
    assertThat(CustomTools.unwrapped(CustomTools.wrapped(input))).isEqualTo(input);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "SELECT 1", "{\"input\":\"cut", "[1]", "{\"other\":\"x\"}", "{\"input\":1}"})
  void whatHoldsNoInputIsTheInput(String arguments) {
    assertThat(CustomTools.unwrapped(arguments)).isEqualTo(arguments);
  }

  @Test
  void aCustomToolIsAFunctionOfOneString() {
    Tool tool = read("{'name':'sql','description':'runs it','format':{'type':'text'}}");
    assertThat(tool).isEqualTo(CustomTools.asFunction("sql", "runs it"));
    assertThat(tool.strict()).isTrue();
    assertThat(JsonWriter.text(tool.parameters()))
        .isEqualTo(
            "{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},"
                + "\"required\":[\"input\"],\"additionalProperties\":false}");
    assertThat(rest.notes())
        .extracting(Note::field, Note::fate)
        .containsExactly(tuple("name", Note.Fate.EMULATED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'grammar','definition':'[0-9]+|x','syntax':'regex'}",
        "{'type':'grammar','grammar':{'definition':'[0-9]+|x','syntax':'regex'}}"
      })
  void aRegularExpressionMustMatchTheWholeInput(String format) {
    Tool tool = read("{'name':'n','format':" + format + "}");
    assertThat(JsonWriter.text(tool.parameters())).contains("\"pattern\":\"^(?:[0-9]+|x)$\"");
  }

  @Test
  void aGrammarOfLarkIsDroppedAndListed() {
    Tool tool =
        read("{'name':'n','format':{'type':'grammar','definition':'start: x','syntax':'lark'}}");
    assertThat(tool).isEqualTo(CustomTools.asFunction("n", ""));
    assertThat(rest.notes())
        .filteredOn(note -> note.fate() == Note.Fate.DROPPED)
        .extracting(Note::field)
        .containsExactly("format.definition");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | name",
        "{'name':1} | name",
        "{'name':'n','format':{}} | format.type",
        "{'name':'n','format':{'type':'poem'}} | format.type",
        "{'name':'n','format':{'type':'grammar'}} | format.definition",
        "{'name':'n','format':{'type':'grammar','definition':'x'}} | format.syntax",
        "{'name':'n','format':{'type':'grammar','definition':'x','syntax':'ebnf'}} | format.syntax",
        "{'name':'n','format':{'type':'text','x':1}} | format.x"
      })
  void whatIsWrongIsNamed(String json, String field) {
    Refused refused = catchThrowableOfType(Refused.class, () -> read(json));
    assertThat(refused.failure())
        .isInstanceOfSatisfying(
            Failure.BadRequest.class, bad -> assertThat(bad.field()).isEqualTo(field));
  }

  private Tool read(String json) {
    return CustomTools.read(Members.of(JsonReader.readObject(json.replace('\'', '"'))), rest);
  }
}
