package dev.millrace.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.catalog.Model.Deployment;
import dev.millrace.gateway.catalog.Price;
import dev.millrace.gateway.catalog.Routing;
import dev.millrace.gateway.catalog.Routing.Affinity;
import dev.millrace.gateway.catalog.Routing.Strategy;
import dev.millrace.gateway.config.ModelConfig.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingsTest {
  private static ConfigFile.Reading read(String text) {
    return new ConfigFile.Source("millrace.yaml", Path.of("/"), Map.of()).read(text);
  }

  private static List<ModelConfig> models(String text) {
    return ((ConfigFile.Reading.Good) read(text)).config().models();
  }

  @Test
  void everyPropertyOfADeploymentIsRead() {
    var models =
        models(
            """
            providers:
              far: {base-url: https://api.example.com/v1}
            models:
              - name: hosted
                free: true
                deployments:
                  - {provider: far, model: plain}
                  - provider: far
                    model: full
                    weight: 3
                    priority: 2
                    region: eu-west-1
                    zdr: true
                    context: 8192
                    max-output: 1024
                    cost: {input: 0.5, output: 2, cached-input: 0.05}
            """);
    assertThat(models.getFirst().source())
        .isEqualTo(
            new Source.Hosted(
                List.of(
                    new Deployment("far", "plain"),
                    new Deployment("far", "full")
                        .withWeight(3)
                        .withPriority(2)
                        .withRegion("eu-west-1")
                        .keepingNothing()
                        .withLimits(OptionalInt.of(8192), OptionalInt.of(1024))
                        .withCost(
                            new Price.PerMillion(
                                500_000_000, 50_000_000, 500_000_000, 2_000_000_000)))));
  }

  @Test
  void aModelIsRoutedAsTheHouseUnlessItSaysOtherwise() {
    var models =
        models(
            """
            routing: {strategy: least-outstanding, affinity: prefix}
            models:
              - {name: a, bundled: true}
              - {name: b, bundled: true, routing: {strategy: weighted}}
              - {name: c, bundled: true, routing: {affinity: session}}
            """);
    assertThat(models)
        .extracting(model -> model.manner().routing())
        .containsExactly(
            new Routing(Strategy.LEAST_OUTSTANDING, Affinity.PREFIX),
            new Routing(Strategy.WEIGHTED, Affinity.PREFIX),
            new Routing(Strategy.LEAST_OUTSTANDING, Affinity.SESSION));
    assertThat(models("models: [{name: a, bundled: true}]").getFirst().manner().routing())
        .isEqualTo(new Routing(Strategy.PRIORITY, Affinity.NONE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          routing: {strategy: fastest}   | 1:21: `strategy` must be cheapest, least-outstanding, priority, weighted, not `fastest`
          routing: {strategy: wieghted}  | not `wieghted`; did you mean `weighted`?
          routing: {affinity: sesion}    | 1:21: `affinity` must be none, prefix, session, not `sesion`; did you mean `session`?
          routing: {afinity: session}    | 1:11: unknown key `afinity`; did you mean `affinity`?
          models: [{name: a, free: true, deployments: [{provider: p, model: m, weight: -1}]}]   | `weight` must be 0 to 1000000
          models: [{name: a, free: true, deployments: [{provider: p, model: m, context: 0}]}]   | `context` must be 1 to
          models: [{name: a, free: true, deployments: [{provider: p, model: m, cost: {input: 1}}]}] | `output` is missing
          models: [{name: a, free: true, deployments: [{provider: p, model: m, reigon: eu}]}]   | unknown key `reigon`; did you mean `region`?
          """)
  void aMistakeIsToldWithItsPlace(String text, String expected) {
    var bad = (ConfigFile.Reading.Bad) read(text);
    assertThat(bad.problems())
        .extracting(problem -> problem.place() + ": " + problem.text())
        .anySatisfy(line -> assertThat(line).contains(expected));
  }
}
