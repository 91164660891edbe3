package dev.millrace.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.catalog.Model;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
  private static ConfigFile.Reading read(String text) {
    return new ConfigFile.Source("millrace.yaml", Path.of("/"), Map.of()).read(text);
  }

  private static Config good(String text) {
    return ((ConfigFile.Reading.Good) read(text)).config();
  }

  @Test
  void whatIsAllowedIsReadAsAddressesWithPorts() {
    assertThat(good("links: {timeout: 3s, allow: ['10.0.0.5:9000', '[fd00::5]:80']}").links())
        .isEqualTo(
            new Links(
                Duration.ofSeconds(3),
                Set.of(
                    new InetSocketAddress(InetAddress.ofLiteral("10.0.0.5"), 9000),
                    new InetSocketAddress(InetAddress.ofLiteral("fd00::5"), 80))));
  }

  @Test
  void nothingIsAllowedUnlessSaid() {
    assertThat(good("links: {}").links()).isEqualTo(Links.defaults());
    assertThat(Links.defaults().allow()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.5", "files.internal:9000", "10.0.0.5:70000", "10.0.0:1", "10.0.0.0/8:80"})
  void whatIsNoAddressWithAPortIsAProblem(String place) {
    var bad = (ConfigFile.Reading.Bad) read("links: {allow: ['" + place + "']}");
    assertThat(bad.problems()).hasSize(1);
    assertThat(bad.problems().getFirst().toString())
        .contains("`" + place + "`", "as 10.0.0.5:9000");
  }

  @Test
  void aDeploymentMaySayThatItsProviderFollowsNoLinks() {
    var config =
        good(
            """
            providers: {far: {base-url: 'https://far.example/v1'}}
            models:
              - name: m
                free: true
                deployments:
                  - {provider: far, model: a, inline-links: true}
                  - {provider: far, model: b}
            """);
    var hosted = (ModelConfig.Source.Hosted) config.models().getFirst().source();
    assertThat(hosted.deployments())
        .containsExactly(
            new Model.Deployment("far", "a", true), new Model.Deployment("far", "b", false));
  }
}
