package dev.millrace.gateway.dialect.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Readings;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Constraint.Form;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConstraintsTest {
  private static final Golden TAGS = Golden.in("dialect/openai/chat/tags");
  private static final String SCHEMA = "{'type':'object','required':['a']}";
  private static final String TAG = "{'format':{'type':'const_string','value':'x'}}";
  private static final String QUOTED = "'" + SCHEMA.replace("'", "\\'") + "'";
  private static final Form WANTED =
      new Constraint.Schema(JsonReader.read(SCHEMA.replace('\'', '"')));
  private static final Form OBJECT = new Constraint.JsonObject();
  private static final Form REGEX = new Constraint.Regex("a+");
  private static final Form GRAMMAR = new Constraint.Grammar("root ::= a");
  private static final Form CHOICE = new Constraint.Choice(List.of("yes", ""));
  private static final Form LITERAL = new Constraint.Literal("x");

  static Stream<Arguments> spellings() {
    return Stream.of(responseFormats(), wholeFields(), structuredOutputs()).flatMap(List::stream);
  }

  private static List<Arguments> responseFormats() {
    return List.of(
        good("'response_format':{'type':'json_object'}", "response_format.type", OBJECT),
        good(
            "'response_format':{'type':'json_object','schema':" + SCHEMA + "}",
            "response_format.schema",
            WANTED),
        good(
            "'response_format':{'type':'json_schema','json_schema':{'name':'a','description':'b',"
                + "'strict':false,'schema':"
                + SCHEMA
                + "}}",
            "response_format.json_schema.schema",
            WANTED),
        good(
            "'response_format':{'type':'grammar','grammar':'root ::= a'}",
            "response_format.grammar",
            GRAMMAR),
        good(
            "'response_format':{'type':'structural_tag'," + TAG.substring(1),
            "response_format.format",
            LITERAL));
  }

  private static List<Arguments> wholeFields() {
    return List.of(
        good("'regex':'a+'", "regex", REGEX),
        good("'ebnf':'root ::= a'", "ebnf", GRAMMAR),
        good("'json_schema':" + SCHEMA, "json_schema", WANTED),
        good("'json_schema':" + QUOTED, "json_schema", WANTED),
        good("'structural_tag':" + TAG, "structural_tag.format", LITERAL),
        good(
            "'structural_tag':'" + TAG.replace("'", "\\'") + "'", "structural_tag.format", LITERAL),
        good("'guided_json':" + SCHEMA, "guided_json", WANTED),
        good("'guided_json':" + QUOTED, "guided_json", WANTED),
        good("'guided_regex':'a+'", "guided_regex", REGEX),
        good("'guided_choice':['yes','']", "guided_choice", CHOICE),
        good("'guided_grammar':'root ::= a'", "guided_grammar", GRAMMAR),
        good("'regex':'a+','guided_json':null,'response_format':{'type':'text'}", "regex", REGEX));
  }

  private static List<Arguments> structuredOutputs() {
    return List.of(
        good("'structured_outputs':{'json':" + SCHEMA + "}", "structured_outputs.json", WANTED),
        good("'structured_outputs':{'json':" + QUOTED + "}", "structured_outputs.json", WANTED),
        good("'structured_outputs':{'regex':'a+'}", "structured_outputs.regex", REGEX),
        good("'structured_outputs':{'choice':['yes','']}", "structured_outputs.choice", CHOICE),
        good(
            "'structured_outputs':{'grammar':'root ::= a','json':null,'json_object':false}",
            "structured_outputs.grammar",
            GRAMMAR),
        good(
            "'structured_outputs':{'json_object':true,'disable_any_whitespace':false}",
            "structured_outputs.json_object",
            OBJECT),
        good(
            "'structured_outputs':{'structural_tag':" + TAG + "}",
            "structured_outputs.structural_tag.format",
            LITERAL));
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void everySpellingIsReadWithItsField(String fields, Constraint constraint) {
    assertThat(read(fields).request().constraint()).contains(constraint);
  }

  @ParameterizedTest
  @CsvFileSource(
      resources = "/dialect/openai/chat/bad-constraints.txt",
      delimiter = '|',
      quoteCharacter = '`')
  void aConstraintThatCannotBeIsNamed(String fields, String field, Problem problem, String why) {
    assertThat(failure(fields)).isEqualTo(new Failure.BadRequest(field, problem, why));
  }

  @ParameterizedTest
  @MethodSource("tags")
  void aStructuralTagIsMadeOfForms(String name) {
    String tag = new String(TAGS.bytes(name + ".json"), StandardCharsets.UTF_8);
    var constraint = read("'structural_tag':" + tag).request().constraint().orElseThrow();
    TAGS.check(name + ".forms.txt", constraint.field() + shown(constraint.form(), "\n") + "\n");
  }

  static List<String> tags() {
    return TAGS.names(".json");
  }

  @Test
  void theNameOfAnotherCompilerChangesNothingAndIsReported() {
    var asked = read("'guided_decoding_backend':'outlines','guided_regex':'a'");
    assertThat(asked.notes()).extracting(Note::field).containsExactly("guided_decoding_backend");
    assertThat(asked.request().constraint().map(Constraint::field)).contains("guided_regex");
  }

  @Test
  void lenientlyAPatternForWhitespaceIsDropped() {
    var asked =
        Requests.read(
            JsonReader.readObject(body("'guided_regex':'a','guided_whitespace_pattern':' '")),
            Readings.LENIENT);
    assertThat(asked.notes()).extracting(Note::field).containsExactly("guided_whitespace_pattern");
  }

  @Test
  void jsonInAStringIsLocatedByLineAndColumn() {
    assertThat(failure("'guided_json':'{\\n  \\'a\\': 1,\\n  \\'a\\': 2}'"))
        .isEqualTo(
            new Failure.BadRequest(
                "guided_json:3:3", Problem.MALFORMED, "the member \"a\" comes twice"));
    assertThat(failure("'guided_json':'{\\'a\\':\\'\\\\ud800\\'}'"))
        .isEqualTo(
            new Failure.BadRequest(
                "guided_json:1:6", Problem.MALFORMED, "a string has half of a surrogate pair"));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 10_000, 1_000_000})
  void aSchemaDeepInAStringIsRefusedWhereItIsTooDeep(int depth) {
    assertThat(failure("'guided_json':'" + "[".repeat(depth) + "'"))
        .isEqualTo(
            new Failure.BadRequest(
                "guided_json:1:129",
                Problem.MALFORMED,
                "JSON must not be nested deeper than 128 levels"));
  }

  @Test
  void aDeepStructuralTagIsRefusedWhereItIsTooDeep() {
    String deep = "{'type':'star','content':".repeat(10_000);
    assertThat(failure("'structural_tag':{'format':" + deep))
        .isInstanceOfSatisfying(
            Failure.BadRequest.class,
            bad -> assertThat(bad.why()).contains("nested deeper than 128 levels at line 1"));
  }

  @Test
  void aSchemaOfAMegabyteIsReadAsItIs() {
    String many =
        Stream.iterate(0, at -> at + 1)
            .limit(30_000)
            .map(at -> "'property_" + at + "':{'type':'string'}")
            .collect(Collectors.joining(","));
    var constraint = read("'guided_json':{'properties':{" + many + "}}").request().constraint();
    assertThat(constraint.map(Constraint::field)).contains("guided_json");
  }

  private static Arguments good(String fields, String field, Form form) {
    return Arguments.of(fields, new Constraint(field, form));
  }

  private static String shown(Form form, String line) {
    String more = line + "  ";
    return line
        + switch (form) {
          case Constraint.Sequence(var forms) -> "sequence" + shown(forms, more);
          case Constraint.Either(var forms) -> "either" + shown(forms, more);
          case Constraint.Repeated(var repeated, var least, var most) ->
              "repeated " + least + " to " + many(most) + shown(repeated, more);
          case Constraint.AnyText(var without) -> "any text without " + without;
          case Constraint.JsonObject _,
              Constraint.Schema _,
              Constraint.Regex _,
              Constraint.Choice _,
              Constraint.Grammar _,
              Constraint.Literal _,
              Constraint.Marker _ ->
              form.toString();
        };
  }

  private static String shown(List<Form> forms, String line) {
    return forms.stream().map(form -> shown(form, line)).collect(Collectors.joining());
  }

  private static String many(OptionalInt most) {
    return most.isPresent() ? Integer.toString(most.getAsInt()) : "any";
  }

  private static String body(String fields) {
    return ("{'model':'m','messages':[{'role':'user','content':'hi'}]," + fields + "}")
        .replace('\'', '"');
  }

  private static Asked read(String fields) {
    return Requests.read(JsonReader.readObject(body(fields)), Readings.STRICT);
  }

  private static Failure failure(String fields) {
    return Optional.ofNullable(catchThrowableOfType(Refused.class, () -> read(fields)))
        .orElseThrow(() -> new AssertionError("taken: " + fields))
        .failure();
  }
}
