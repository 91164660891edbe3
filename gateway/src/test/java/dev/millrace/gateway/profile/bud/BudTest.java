package dev.millrace.gateway.profile.bud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Surface;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.profile.Opening;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BudTest {
  private static final Surface CHAT = Surface.openAi("messages");
  private static final Surface EMBEDDINGS = Surface.openAi("input");
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  /// Of 2025; the one of the document.
  private static final String EPISODE = "01977ed9-7492-7b70-8347-9564aeb44a24";

  private final Bud bud = new Bud(() -> NOW, new Functions(List.of()));

  @ParameterizedTest
  @CsvSource({
    "qwen3-4b,                           qwen3-4b",
    "tensorzero::model_name::vllm_model, vllm_model",
    "tensorzero::model_name::a::b,       a::b"
  })
  void aModelMayBeNamedAsTensorZeroDoes(String name, String plain) {
    assertThat(open("{'model':'" + name + "'}").body().get("model")).contains(new Json.Text(plain));
  }

  @Test
  void anEmbeddingModelHasANameOfItsOwnForEmbeddingsAlone() {
    String body = "{\"model\":\"tensorzero::embedding_model_name::small\"}";
    var opening = bud.open(EMBEDDINGS, JsonReader.readObject(body), Map.of());
    assertThat(opening.body().get("model")).contains(new Json.Text("small"));
    assertThat(refusal(body.replace('"', '\''))).isInstanceOf(Failure.ModelNotFound.class);
  }

  @ParameterizedTest
  @CsvSource({
    "tensorzero::function_name::nobody, function nobody",
    "tensorzero::nobody,                function nobody"
  })
  void aFunctionThatIsNotThereIsNotFound(String name, String what) {
    var failure = refusal("{'model':'" + name + "'}");
    assertThat(bud.error(failure, "req_1", CHAT).status()).isEqualTo(404);
    assertThat(told(failure)).contains(what);
  }

  @Test
  void anEpisodeIsGoneOnWithOrBegun() {
    var given = open("{'tensorzero::episode_id':'" + EPISODE + "','model':'m'}");
    assertThat(given.members()).containsEntry("episode_id", new Json.Text(EPISODE));
    assertThat(given.body().get("tensorzero::episode_id")).isEmpty();
    assertThat(given.labels()).containsEntry(Bud.EPISODE, EPISODE);
    var fresh = open("{'model':'m'}").labels().getOrDefault(Bud.EPISODE, "");
    assertThat(UUID.fromString(fresh).version()).isEqualTo(7);
  }

  @Test
  void anEpisodeMayBeAsOldAsEpisodesAre() {
    String first = "016fd08d-edc0-7000-8000-000000000000";
    assertThat(open("{'tensorzero::episode_id':'" + first + "'}").labels())
        .containsEntry(Bud.EPISODE, first);
  }

  @Test
  void theFieldOfAnEpisodeComesBeforeItsHeader() {
    var header = Map.of("episode_id", "01900000-0000-7000-8000-000000000000");
    var both = JsonReader.readObject("{\"tensorzero::episode_id\":\"" + EPISODE + "\"}");
    assertThat(bud.open(CHAT, both, header).members())
        .containsEntry("episode_id", new Json.Text(EPISODE));
    assertThat(bud.open(CHAT, JsonReader.readObject("{}"), header).members())
        .containsEntry("episode_id", new Json.Text("01900000-0000-7000-8000-000000000000"));
  }

  @ParameterizedTest
  @CsvSource({
    "7d444840-9dc0-41d1-b245-5ffdce74fad2, version 7",
    "0123,                                 a UUID of version 7",
    "01977ED974927B7083479564AEB44A24,     a UUID of version 7",
    "00000000-0000-7000-8000-000000000000, too early",
    "016fd08d-edbf-7000-8000-000000000000, too early",
    "01b00000-0000-7000-8000-000000000000, in the future",
    "0918e000-0000-7000-8000-000000000000, dynamic evaluation"
  })
  void anEpisodeThatCannotBeIsRefused(String episode, String why) {
    var failure = refusal("{'tensorzero::episode_id':'" + episode + "'}");
    assertThat(told(failure)).contains("tensorzero::episode_id", why);
    assertThat(bud.error(failure, "req_1", CHAT).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'max_tokens':5,'max_completion_tokens':9} | 5 | max_completion_tokens",
        "{'max_tokens':9,'max_completion_tokens':5} | 5 | max_tokens"
      })
  void ofTwoLimitsTheLowerCounts(String body, int limit, String clamped) {
    var opening = open(body);
    assertThat(opening.body().values()).hasSize(2).containsValue(Json.Numeral.of(limit));
    assertThat(opening.body().get("max_tokens"))
        .isEqualTo(opening.body().get("max_completion_tokens"));
    assertThat(opening.notes())
        .extracting(Note::field, Note::fate)
        .containsExactly(tuple(clamped, Note.Fate.CLAMPED));
  }

  @Test
  void oneChoiceIsGivenAndNoMore() {
    assertThat(told(refusal("{'n':2}"))).contains("n: is not yet supported above 1");
    assertThat(open("{'n':1}").body().get("n")).contains(Json.Numeral.of(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'tensorzero::extra_body':[{'pointer':'/x','value':1}] | extra_body",
        "'tensorzero::extra_headers':[{'name':'x','value':'y'}] | extra_headers",
        "'tensorzero::credentials':{'key':'x'}                  | credentials",
        "'tensorzero::deny_unknown_fields':true                 | X-Millrace-Params",
        "'tensorzero::variant_name':'a'                         | no function is asked",
        "'tensorzero::dryrun':'yes'                             | true or false"
      })
  void whatTensorZeroKnowsAndWeDoNotIsRefusedByName(String field, String why) {
    assertThat(told(refusal("{'model':'m'," + field + "}"))).contains(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'tensorzero::tags':{'user':'x'}                   | tensorzero::tags",
        "'tensorzero::include_original_response':true      | tensorzero::include_original_response",
        "'tensorzero::cache_options':{'enabled':'on'}      | tensorzero::cache_options"
      })
  void whatWouldOnlyBeKeptIsDroppedWithANote(String field, String name) {
    var opening = open("{'model':'m'," + field + "}");
    assertThat(opening.notes()).extracting(Note::field).containsExactly(name);
    assertThat(opening.body().values()).containsOnlyKeys("model");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'tensorzero::cache_options':{'enabled':'off'}",
        "'tensorzero::extra_body':[]",
        "'tensorzero::extra_headers':{}",
        "'tensorzero::deny_unknown_fields':false",
        "'tensorzero::dryrun':false"
      })
  void whatAsksForNothingIsTakenInSilence(String field) {
    var opening = open("{'model':'m'," + field + "}");
    assertThat(opening.notes()).isEmpty();
    assertThat(opening.body().values()).containsOnlyKeys("model");
  }

  @Test
  void aDryRunIsLabelledSo() {
    assertThat(open("{'tensorzero::dryrun':true}").labels()).containsEntry(Bud.DRYRUN, "true");
    assertThat(open("{}").labels()).containsEntry(Bud.DRYRUN, "false");
  }

  @ParameterizedTest
  @CsvSource({"chatcmpl-, true", "cmpl-, true", "msg_, false", "resp_, false"})
  void idsAreBareUuids(String prefix, boolean bare) {
    String id = bud.newId(prefix);
    String inference = Bud.inference(id);
    assertThat(id).isEqualTo(bare ? inference : prefix + inference);
    assertThat(UUID.fromString(inference).version()).isEqualTo(7);
    assertThat(bud.headers(id, "/bud/v1/chat/completions"))
        .isEqualTo(Map.of("x-tensorzero-inference-id", inference));
  }

  @Test
  void codesOfErrorsAreWholeNumbers() {
    assertThat(told(new Failure.Unauthorized("No key.")))
        .isEqualTo(
            "{\"error\":{\"message\":\"No key.\",\"type\":\"invalid_request_error\","
                + "\"code\":401}}");
    assertThat(told(new Failure.OverQuota("Nothing is left.")))
        .isEqualTo(
            "{\"error\":{\"message\":\"Nothing is left.\",\"type\":\"insufficient_quota\","
                + "\"code\":402}}");
    assertThat(told(new Failure.Overloaded("busy", Duration.ofSeconds(3))))
        .contains("\"rate_limit_error\",\"code\":429");
    assertThat(bud.error(new Failure.OverQuota("x"), "req_1", CHAT).status()).isEqualTo(402);
  }

  private Opening open(String body) {
    return bud.open(CHAT, JsonReader.readObject(body.replace('\'', '"')), Map.of());
  }

  private Failure refusal(String body) {
    return catchThrowableOfType(Refused.class, () -> open(body)).failure();
  }

  private String told(Failure failure) {
    return new String(bud.error(failure, "req_1", CHAT).json(), StandardCharsets.UTF_8);
  }
}
