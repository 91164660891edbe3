package dev.millrace.clients.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.clients.house.House;
import dev.millrace.clients.vendor.Example.Expected;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every example of the four documents is answered as its document says.
final class VendorsTest {
  private static House house;

  @BeforeAll
  static void open() {
    house = House.open();
  }

  @AfterAll
  static void close() {
    house.close();
  }

  static Stream<Example> examples() {
    return Stream.of("wafer", "wrift", "wayscloud", "bud")
        .flatMap(vendor -> Example.read("/vendor/" + vendor + ".txt").stream());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleIsAnsweredAsItsDocumentSays(Example example) {
    var answer = send(example);
    for (var expected : example.expected()) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected.status());
      check(expected, answer.body());
    }
  }

  private static HttpResponse<String> send(Example example) {
    var request = house.anonymous(example.path());
    example
        .headers()
        .forEach((name, value) -> request.header(name, value.replace("KEY", House.KEY)));
    return house.send(
        request.method(
            example.method(),
            example.body().isEmpty()
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(example.body())));
  }

  private static void check(Expected expected, String body) {
    switch (expected.of()) {
      case WHOLE ->
          assertThat(faults(expected, JsonMapper.shared().readTree(body))).as(body).isEmpty();
      case EACH ->
          assertThat(events(body))
              .isNotEmpty()
              .allSatisfy(event -> assertThat(faults(expected, event)).as(body).isEmpty());
      case SOME ->
          assertThat(events(body)).as(body).anyMatch(event -> faults(expected, event).isEmpty());
      case LAST -> assertThat(faults(expected, events(body).getLast())).as(body).isEmpty();
    }
  }

  private static List<String> faults(Expected expected, JsonNode value) {
    return Shape.faults(expected.shape(), value);
  }

  /// The events of a stream, which must end with its mark.
  private static List<JsonNode> events(String body) {
    assertThat(body).endsWith("data: [DONE]\n\n");
    return body.lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> JsonMapper.shared().readTree(line.substring("data: ".length())))
        .toList();
  }
}
