package dev.millrace.gateway.dialect.openai.completions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.gateway.dialect.Asked;
import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Readings;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Detail;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestsTest {
  private static final String LEAST = "'model':'m','prompt':'hi'";

  /// Each line: the fields of a request (they replace those of the least that will do), the field
  /// that is named, what is wrong with it, and the words for people.
  @ParameterizedTest
  @CsvFileSource(
      resources = "/dialect/openai/completions/bad-requests.txt",
      delimiter = '|',
      quoteCharacter = '`')
  void aFieldThatCannotBeHonouredIsNamed(String fields, String field, Problem problem, String why) {
    assertThat(failure(fields)).isEqualTo(new Failure.BadRequest(field, problem, why));
  }

  @Test
  void theLeastThatWillDoIsSixteenTokensOfOneAnswer() {
    assertThat(request(""))
        .isEqualTo(Request.of("m", new Prompt.Text("hi")).withBounds(Bounds.tokens(16)));
    assertThat(read("").stream()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'suffix':null",
        "'suffix':''",
        "'best_of':1",
        "'echo':false",
        "'logprobs':null",
        "'add_special_tokens':true",
        "'skip_special_tokens':true",
        "'stream_options':{'include_usage':true}",
        "'return_token_ids':false",
        "'min_tokens':0"
      })
  void whatAsksForWhatHappensAnywayChangesNothing(String fields) {
    assertThat(request(fields)).isEqualTo(request(""));
  }

  @Test
  void aPromptIsATextOrTokensOrSeveralOfOneOfThem() {
    assertThat(prompts("'a'")).containsExactly(new Prompt.Text("a"));
    assertThat(prompts("['a','b']")).containsExactly(new Prompt.Text("a"), new Prompt.Text("b"));
    assertThat(prompts("[3,2147483647,0,4.0]"))
        .containsExactly(new Prompt.Tokens(List.of(3, Integer.MAX_VALUE, 0, 4)));
    assertThat(prompts("[[1],[2,3]]"))
        .containsExactly(new Prompt.Tokens(List.of(1)), new Prompt.Tokens(List.of(2, 3)));
  }

  @Test
  void thereMayBeSoManyPromptsAndNotOneMore() {
    assertThat(prompts(texts(128))).hasSize(128);
    assertThat(failure("'prompt':" + texts(129)).field()).isEqualTo("prompt");
  }

  @Test
  void aPromptMayHaveVeryManyTokens() {
    String ids =
        IntStream.range(0, 900_000).mapToObj(String::valueOf).collect(Collectors.joining(","));
    assertThat(((Prompt.Tokens) prompts("[" + ids + "]").getFirst()).ids()).hasSize(900_000);
  }

  @Test
  void echoAndIdsAskForThePrompt() {
    assertThat(request("'echo':true,'logprobs':2,'max_tokens':0").detail())
        .isEqualTo(new Detail(OptionalInt.of(2), false, true));
    assertThat(request("'return_token_ids':true").detail())
        .isEqualTo(new Detail(OptionalInt.empty(), true, true));
  }

  @Test
  void moreAnswersAreGeneratedThanShownWhenTheBestAreWanted() {
    var request = request("'n':2,'best_of':5");
    assertThat(request.bounds().choices()).isEqualTo(5);
    assertThat(request.detail()).isEqualTo(Detail.logprobs(0));
  }

  @Test
  void whatNobodyKnowsIsDroppedIfThatIsWanted() {
    var asked = new Completions().read(body("'top_a':1,'prompt_logprobs':1"), Readings.LENIENT);
    assertThat(asked.notes()).extracting(Note::field).containsExactly("prompt_logprobs", "top_a");
  }

  /// Whoever runs the model says whether it can write what stands before something.
  @Test
  void whatFollowsTheWantedTextGoesAlong() {
    assertThat(request("'suffix':'.'").extras()).isEqualTo(Map.of("suffix", new Json.Text(".")));
  }

  private static String texts(int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> "'x'")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static List<Prompt> prompts(String json) {
    return read("'prompt':" + json).requests().stream().map(Request::prompt).toList();
  }

  private static Request request(String fields) {
    return read(fields).requests().getFirst();
  }

  private static Asked read(String fields) {
    return new Completions().read(body(fields), Readings.STRICT);
  }

  private static Failure.BadRequest failure(String fields) {
    var refused = catchThrowableOfType(Refused.class, () -> read(fields));
    return (Failure.BadRequest) refused.failure();
  }

  private static Json.Fields body(String fields) {
    var all = new LinkedHashMap<>(object(LEAST).values());
    all.putAll(object(fields).values());
    return new Json.Fields(all);
  }

  private static Json.Fields object(String fields) {
    return (Json.Fields) JsonReader.read("{" + fields.replace('\'', '"') + "}");
  }
}
