package dev.millrace.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.config.BudConfig.Metric;
import dev.millrace.gateway.config.ConfigFile.Reading;
import dev.millrace.gateway.config.FunctionConfig.Template;
import dev.millrace.gateway.config.FunctionConfig.Variant;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FunctionsTest {
  private static final String MODEL = "models: [{name: m, bundled: true, aliases: [Mini]}]\n";

  @TempDir private Path folder;

  @Test
  void everyPropertyOfAFunctionIsRead() {
    var functions =
        good("""
        functions:
          - name: assistant
            system: "You are {{ name }}, and {{name}} is{{ mood }}"
            variants:
              - name: calm
                model: mini
                weight: 2.5
                temperature: 0.2
                top-p: 0.9
                max-tokens: 100
              - {name: other, model: m}
        """)
            .functions();
    assertThat(functions)
        .containsExactly(
            new FunctionConfig(
                "assistant",
                Optional.of(
                    new Template(
                        List.of("You are ", ", and ", " is", ""), List.of("name", "name", "mood"))),
                Optional.empty(),
                List.of(
                    new Variant(
                        "calm",
                        "mini",
                        2.5,
                        OptionalDouble.of(0.2),
                        OptionalDouble.of(0.9),
                        OptionalInt.of(100)),
                    plain("other"))));
  }

  @Test
  void aSchemaMayBeAFile() throws IOException {
    Files.writeString(folder.resolve("person.json"), "{\"type\":\"object\"}");
    var functions =
        good("""
        functions:
          - name: extract
            schema-file: person.json
            variants: [{name: only, model: m}]
        """)
            .functions();
    assertThat(functions)
        .containsExactly(
            new FunctionConfig(
                "extract",
                Optional.empty(),
                Optional.of(JsonReader.read("{\"type\":\"object\"}")),
                List.of(plain("only"))));
  }

  private static Variant plain(String name) {
    return new Variant(
        name, "m", 1, OptionalDouble.empty(), OptionalDouble.empty(), OptionalInt.empty());
  }

  @Test
  void aSchemaMayStandInTheFile() {
    var schema =
        good("""
        functions:
          - name: f
            variants: [{name: v, model: m}]
            schema:
              type: object
              properties: {age: {type: integer, minimum: 0}, done: {const: true}}
              required: [age]
        """)
            .functions()
            .getFirst()
            .schema();
    assertThat(schema)
        .contains(
            JsonReader.read(
                "{\"type\":\"object\",\"properties\":{\"age\":{\"type\":\"integer\",\"minimum\":0},"
                    + "\"done\":{\"const\":true}},\"required\":[\"age\"]}"));
  }

  @Test
  void aTemplateMayBeAFile() throws IOException {
    Files.writeString(folder.resolve("system.txt"), "Be {{ mood }}.");
    var function =
        good("functions: [{name: f, system-file: system.txt, variants: [{name: v, model: m}]}]")
            .functions()
            .getFirst();
    assertThat(function.system()).contains(new Template(List.of("Be ", "."), List.of("mood")));
  }

  @Test
  void metricsAreRead() {
    assertThat(good("metrics: {solved: {type: boolean, level: episode}, stars: {type: float}}"))
        .extracting(BudConfig::metrics)
        .isEqualTo(
            Map.of(
                "solved", new Metric(Metric.Type.BOOLEAN, Optional.of(Metric.Level.EPISODE)),
                "stars", new Metric(Metric.Type.FLOAT, Optional.empty())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "functions: [{variants: [{name: v, model: m}]}]  | 2:13: `name` is missing",
        "functions: [{name: f}]  | `variants` must name at least one",
        "functions: [{name: f, variants: [{name: v, model: m, weight: 0}]}] | have no weight",
        "functions: [{name: 'a b', variants: [{name: v, model: m}]}] | 2:20: `name` must be 1 to",
        "functions: [{name: f, variants: [{name: v, model: n}]}] | 2:51: `model` `n` is not under `models`; did you mean `m`?",
        "functions: [{name: f, variants: [{name: v, model: m}, {name: v, model: m}]}] | `v` is taken already in line 2",
        "functions: [{name: f, variants: [{name: v, model: m, top-p: 0}]}] | `top-p` must be above 0",
        "functions: [{name: f, variants: [{name: v, model: m, wait: 0}]}] | unknown key `wait`",
        "functions: [{name: f, system: '{% if %}', variants: [{name: v, model: m}]}] | 2:31: `system` has `{%`",
        "functions: [{name: f, system: 'a {{ b', variants: [{name: v, model: m}]}] | without `}}`",
        "functions: [{name: f, system: '{{ a.b }}', variants: [{name: v, model: m}]}] | `{{ a.b }}`, which is not the name",
        "functions: [{name: f, system-file: no.txt, variants: [{name: v, model: m}]}] | no.txt is not there",
        "functions: [{name: f, system: x, system-file: no.txt, variants: [{name: v, model: m}]}] | beside `system`",
        "functions: [{name: f, schema: 7, variants: [{name: v, model: m}]}] | 2:31: `schema` must be a JSON Schema",
        "functions: [{name: f, schema-file: bad.json, variants: [{name: v, model: m}]}] | `schema-file` is no JSON Schema",
        "metrics: {good: {}} | `type` is missing",
        "metrics: {good: {type: yes}} | 2:24: `type` is not known: `yes`; there is boolean",
        "metrics: {good: {type: flot}} | did you mean `float`?",
        "metrics: {good: {type: float, level: run}} | `level` is not known: `run`; there is episode, inference",
        "metrics: {comment: {type: float}} | cannot be said of `comment`"
      })
  void aMistakeIsToldWithItsPlace(String text, String expected) throws IOException {
    Files.writeString(folder.resolve("bad.json"), "{\"type\":");
    assertThat(problems(text)).anySatisfy(line -> assertThat(line).contains(expected));
  }

  private BudConfig good(String text) {
    assertThat(problems(text)).isEmpty();
    return ((Reading.Good) read(text)).config().bud();
  }

  private List<String> problems(String text) {
    return switch (read(text)) {
      case Reading.Good _ -> List.of();
      case Reading.Bad(var problems) -> problems.stream().map(Problem::toString).toList();
    };
  }

  private Reading read(String text) {
    return new ConfigFile.Source("millrace.yaml", folder, Map.of()).read(MODEL + text);
  }
}
