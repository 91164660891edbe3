package dev.millrace.gateway.dialect.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.gateway.dialect.Readings;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Detail;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Message;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// One gateway in front of another: what the first asks is what the second is asked.
final class RequestRoundTripTest {
  private static final Golden TAGS = Golden.in("dialect/openai/chat/tags");
  private static final Request PLAIN = Request.of("m", List.of(Message.of(Role.USER, "hi")));

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aRequestIsReadBackAsItWasWritten(int seed) {
    Request request = SampleRequests.of(seed);
    byte[] body = Requests.write(request, false);
    assertThat(Requests.read(JsonReader.readObject(body), Readings.STRICT))
        .isEqualTo(new Asked(request, false, List.of()));
  }

  @ParameterizedTest
  @MethodSource("tags")
  void aStructuralTagIsReadBackAsItWasRead(String name) {
    String tag = new String(TAGS.bytes(name + ".json"), StandardCharsets.UTF_8);
    String body =
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
            + "\"structured_outputs\":{\"structural_tag\":"
            + tag
            + "}}";
    Request first = Requests.read(JsonReader.readObject(body), Readings.STRICT).request();
    byte[] between = Requests.write(first, false);
    Request second = Requests.read(JsonReader.readObject(between), Readings.STRICT).request();
    assertThat(second.constraint().map(Constraint::form))
        .isEqualTo(first.constraint().map(Constraint::form));
    assertThat(Requests.write(second, false)).isEqualTo(between);
  }

  static List<String> tags() {
    return TAGS.names(".json");
  }

  static Stream<Arguments> unspeakable() {
    var marker =
        new Constraint(
            "tools",
            new Constraint.Sequence(
                List.of(new Constraint.Literal("a"), new Constraint.Marker("<call>"))));
    return Stream.of(
        Arguments.of(PLAIN.withPrompt(new Prompt.Text("Once")), "prompt"),
        Arguments.of(PLAIN.withPrompt(new Prompt.Tokens(List.of(1))), "prompt"),
        Arguments.of(PLAIN.withBounds(Bounds.tokens(0)), "max_tokens"),
        Arguments.of(PLAIN.withDetail(new Detail(OptionalInt.empty(), false, true)), "echo"),
        Arguments.of(PLAIN.withConstraint(marker), "tools"));
  }

  @ParameterizedTest
  @MethodSource("unspeakable")
  void whatTheDialectHasNoWordsForIsRefusedByName(Request request, String field) {
    Refused refused = catchThrowableOfType(Refused.class, () -> Requests.write(request, true));
    assertThat(refused.failure())
        .isInstanceOfSatisfying(
            Failure.BadRequest.class,
            bad -> {
              assertThat(bad.field()).isEqualTo(field);
              assertThat(bad.problem()).isEqualTo(Problem.UNSUPPORTED);
            });
  }
}
