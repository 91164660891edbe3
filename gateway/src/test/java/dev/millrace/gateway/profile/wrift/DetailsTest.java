package dev.millrace.gateway.profile.wrift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class DetailsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          model                          | ["body","model"]
          messages[12].content[0].text   | ["body","messages",12,"content",0,"text"]
          logit_bias["a b.c"]            | ["body","logit_bias","a b.c"]
          tools[0].function.parameters   | ["body","tools",0,"function","parameters"]
          ?page_size                     | ["query","page_size"]
          ''                             | ["body"]
          """)
  void aFieldIsNamedStepByStep(String field, String place) {
    var failure = new Failure.BadRequest(field, Problem.OUT_OF_RANGE, "must be good");
    assertThat(json(failure))
        .isEqualTo(
            "{\"detail\":[{\"loc\":"
                + place
                + ",\"msg\":\"must be good\",\"type\":\"value_error\"}]}");
    assertThat(Details.write(failure, "messages").status()).isEqualTo(422);
  }

  static Stream<Arguments> types() {
    return Stream.of(
        type("7", Value::text, "string_type"),
        type("7", Value::bool, "bool_type"),
        type("7", Value::object, "dict_type"),
        type("7", Value::items, "list_type"),
        type("\"x\"", value -> value.wholeNumber(0, 5), "int_type"),
        type("\"x\"", value -> value.wholeNumber(0, Long.MAX_VALUE), "int_type"),
        type("9", value -> value.wholeNumber(0, 5), "value_error"));
  }

  private static Arguments type(String json, Consumer<Value> reading, String type) {
    return Arguments.of(json, reading, type);
  }

  @ParameterizedTest
  @MethodSource("types")
  void aWrongTypeIsCalledByTheOneThatIsWanted(String json, Consumer<Value> reading, String type) {
    var value = new Value("field", JsonReader.read(json));
    try {
      reading.accept(value);
    } catch (Refused refused) {
      assertThat(json(refused.failure())).endsWith("\"type\":\"" + type + "\"}]}");
      return;
    }
    throw new AssertionError("not refused");
  }

  @ParameterizedTest
  @CsvSource({"MISSING, missing", "UNKNOWN_FIELD, extra_forbidden", "UNSUPPORTED, value_error"})
  void everyKindOfComplaintHasAType(Problem problem, String type) {
    assertThat(json(new Failure.BadRequest("x", problem, "no"))).contains("\"" + type + "\"");
  }

  @Test
  void whatIsNoJsonSaysSo() {
    assertThat(json(new Failure.BadRequest("", Problem.MALFORMED, "invalid JSON at 1:2")))
        .isEqualTo(
            "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"invalid JSON at 1:2\","
                + "\"type\":\"json_invalid\"}]}");
  }

  @Test
  void whatElseGoesWrongIsOneText() {
    var late = Details.write(new Failure.TimedOut(Duration.ofSeconds(60)), "messages");
    assertThat(late.status()).isEqualTo(504);
    assertThat(late.headers()).containsEntry("x-should-retry", "false");
    assertThat(new String(late.json(), StandardCharsets.UTF_8))
        .startsWith("{\"detail\":\"the model did not answer within 60 seconds");
    assertThat(Details.write(new Failure.Unauthorized("who?"), "").status()).isEqualTo(401);
    assertThat(json(new Failure.ModelNotFound("a/b"))).startsWith("{\"detail\":\"the model a/b");
  }

  @Test
  void aPromptThatIsTooLongIsTheRequestsFault() {
    assertThat(json(new Failure.ContextExceeded(9, 5))).contains("[\"body\",\"messages\"]");
    var refusal = new Failure.Upstream("far", 400, Optional.empty(), "bad tool");
    assertThat(Details.write(refusal, "messages").status()).isEqualTo(422);
    assertThat(json(refusal)).contains("\"loc\":[\"body\"]", "far: bad tool");
  }

  private static String json(Failure failure) {
    return new String(Details.write(failure, "messages").json(), StandardCharsets.UTF_8);
  }
}
