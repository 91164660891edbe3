package dev.millrace.gateway.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Readings;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.json.Odd;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever comes in, what comes out is a request or a failure that names a field of it.
final class OddInputTest {
  private static final Golden REQUESTS = Golden.in("dialect/anthropic/requests");

  @ParameterizedTest
  @MethodSource("requests")
  void anOddRequestIsTakenOrRefused(String name, Unknown unknown) {
    Json request = JsonReader.read(REQUESTS.bytes(name + ".json"));
    for (Json odd : Odd.versions(request)) {
      String json = JsonWriter.text(odd);
      try {
        var body = JsonReader.readObject(json);
        var asked = Requests.read(body, Readings.of(unknown), Samples.THOUGHTS);
        assertThat(asked.request().messages()).as(json).isNotEmpty();
      } catch (Refused refused) {
        assertThat(refused.failure()).as(json).isInstanceOf(Failure.BadRequest.class);
      } catch (RuntimeException bug) {
        throw new AssertionError("a bug at " + json, bug);
      }
    }
  }

  static List<Arguments> requests() {
    return REQUESTS.names(".json").stream()
        .flatMap(name -> Stream.of(Unknown.values()).map(policy -> Arguments.of(name, policy)))
        .toList();
  }
}
