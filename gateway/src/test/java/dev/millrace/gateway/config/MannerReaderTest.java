package dev.millrace.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.catalog.Manner.Continuation;
import dev.millrace.gateway.catalog.Manner.Hedging;
import dev.millrace.gateway.yaml.Fields;
import dev.millrace.gateway.yaml.Parser;
import dev.millrace.gateway.yaml.Problem;
import dev.millrace.gateway.yaml.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MannerReaderTest {
  private final Problems problems = new Problems();

  @Test
  void whatIsNotSaidIsAsItWas() {
    assertThat(read("")).isEqualTo(Manner.usual());
    assertThat(problems.none()).isTrue();
  }

  @Test
  void everythingCanBeSaid() {
    var text =
        "retries: 4\nwhole: 90s\ncontinuation: off\nhedging: {after: p95, most-extra-cost: 10}\n";
    var hedging = Optional.of(new Hedging(Optional.empty(), 10));
    assertThat(read(text))
        .isEqualTo(new Manner(4, hedging, Continuation.OFF, Duration.ofSeconds(90)));
    assertThat(problems.none()).isTrue();
  }

  @Test
  void hedgingMayWaitForACertainTimeAndCostAFewPercent() {
    assertThat(read("hedging: {after: 700ms}\n").hedging())
        .contains(new Hedging(Optional.of(Duration.ofMillis(700)), 5));
  }

  @Test
  void hedgingThatMayCostNothingIsNone() {
    assertThat(read("hedging: {most-extra-cost: 0}\n").hedging()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          retries: 11                      | `retries` must be
          continuation: prefil             | `continuation` must be one of off, prefill, tokens, both
          whole: 0s                        | `whole` must be
          hedging: {after: p99}            | `after` must be a duration
          hedging: {after: 3}              | `after` must be
          hedging: {most-extra-cost: 101}  | `most-extra-cost` must be
          hedging: {extra: 3}              | unknown key `extra`
          """)
  void whatCannotBeMeantIsToldWithItsPlace(String text, String problem) {
    read(text);
    assertThat(problems.inOrder()).hasSize(1);
    assertThat(problems.inOrder()).extracting(Problem::text).first().asString().contains(problem);
  }

  @Test
  void aModelSaysWhatTheHouseDoesNot() {
    var text =
        """
        routing: {retries: 5, continuation: off}
        models:
          - {name: one, bundled: true, routing: {retries: 1}}
          - {name: two, bundled: true}
        """;
    var reading = new ConfigFile.Source("f", Path.of("/"), Map.of()).read(text);
    assertThat(reading)
        .isInstanceOfSatisfying(
            ConfigFile.Reading.Good.class,
            good ->
                assertThat(good.config().models())
                    .extracting(ModelConfig::manner)
                    .extracting(Manner::retries, Manner::continuation)
                    .containsExactly(tuple(1, Continuation.OFF), tuple(5, Continuation.OFF)));
  }

  private Manner read(String text) {
    var yaml = Parser.parse("f", "x: 1\n" + text, problems).orElseThrow();
    var fields = Fields.of(yaml, problems);
    return new MannerReader(fields, Manner.usual()).read();
  }
}
