package dev.millrace.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.catalog.ParameterPolicy;
import dev.millrace.gateway.catalog.Traits;
import dev.millrace.gateway.catalog.Traits.Ability;
import dev.millrace.gateway.config.ConfigFile.Reading;
import dev.millrace.llm.Parameter;
import dev.millrace.llm.Parameter.Span;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TraitsTest {
  @TempDir private Path folder;

  @Test
  void nothingSaidIsNothingKnown() {
    assertThat(traits("")).isEqualTo(Traits.unknown());
  }

  @Test
  void everyTraitIsRead() {
    var text =
        """
        display-name: Kimi K2.6
        description: A large model
        capabilities: {vision: true, tools: true, reasoning: true, audio: false}
        inline-thinking: true
        preserve-thinking: true
        zdr: true
        tier: pass_included
        max-output: 8192
        parameters:
          strip: [temperature, n]
          clamp: {top_p: {least: 0.1, most: 0.95}, presence_penalty: {least: -1}}
          reject: [logit_bias]
        """;
    assertThat(traits(text))
        .isEqualTo(
            new Traits(
                Optional.of("Kimi K2.6"),
                Optional.of("A large model"),
                Optional.of(Set.of(Ability.VISION, Ability.TOOLS, Ability.REASONING)),
                new Traits.Thinking(true, true),
                true,
                Optional.of("pass_included"),
                OptionalInt.of(8192),
                new ParameterPolicy(
                    Set.of(Parameter.TEMPERATURE, Parameter.N),
                    Map.of(
                        Parameter.TOP_P,
                        new Span(0.1, 0.95),
                        Parameter.PRESENCE_PENALTY,
                        new Span(-1, Double.POSITIVE_INFINITY)),
                    Set.of(Parameter.LOGIT_BIAS))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          parameters: {strip: [temprature]}                  | did you mean `temperature`?
          parameters: {clamp: {stop: {least: 1}}}             | which is no number
          parameters: {clamp: {top_p: {least: 2, most: 1}}}   | must not be more than `most`
          parameters: {clamp: {top_p: {}}}                    | must be given
          parameters: {strip: [n], reject: [n]}               | treated otherwise, too
          parameters: {drop: [n]}                             | unknown key `drop`
          capabilities: {sight: true}                         | unknown key `sight`
          capabilities: [vision]                              | a group of keys is expected
          max-output: 0                                       | must be 1 to
          zdr: perhaps                                        | must be true or false
          """)
  void whatIsWrongIsToldWithItsPlace(String line, String problem) {
    assertThat(read(line + "\n")).isInstanceOf(Reading.Bad.class);
    assertThat(((Reading.Bad) read(line + "\n")).problems().toString()).contains(problem);
  }

  private Traits traits(String lines) {
    var reading = read(lines);
    assertThat(reading).isInstanceOf(Reading.Good.class);
    return ((Reading.Good) reading).config().models().getFirst().traits();
  }

  private Reading read(String lines) {
    String text = "models:\n  - name: m\n    bundled: true\n" + lines.indent(4);
    return new ConfigFile.Source("millrace.yaml", folder, Map.of()).read(text);
  }
}
