package dev.millrace.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderCommandsTest {
  @TempDir Path home;
  private FakeShell shell = new FakeShell(Path.of("."));

  @BeforeEach
  void shell() {
    shell = new FakeShell(home);
  }

  private int check(String config) throws IOException {
    var file = home.resolve("some.yaml");
    Files.writeString(file, config);
    return shell.run("providers", "check", "--config", file.toString());
  }

  @Test
  void everyProviderHasALineAndAllAnswering() throws IOException {
    int code =
        check(
            """
            providers:
              good-one: {base-url: http://localhost:1/v1}
              good-two: {base-url: http://localhost:2/v1}
            models:
              - {name: a, free: true, deployments: [{provider: good-two, model: big}]}
            """);
    assertThat(shell.out())
        .isEqualTo(
            """
            good-one         answers in 12 ms  http://localhost:1/v1: asked nobody
            good-two         answers in 12 ms  http://localhost:2/v1: asked big
            """);
    assertThat(code).isZero();
  }

  @Test
  void oneThatFailsMakesItExitWithOne() throws IOException {
    int code =
        check(
            """
            providers:
              bad: {base-url: http://localhost:1/v1}
              good: {base-url: http://localhost:2/v1}
            models:
              - {name: a, free: true, deployments: [{provider: good, model: big}]}
            """);
    assertThat(code).isEqualTo(1);
    assertThat(shell.out())
        .contains("bad              fails    http://localhost:1/v1: it is asleep\n", "good  ");
  }

  @Test
  void aMissingKeyIsToldBeforeAnybodyIsAsked() throws IOException {
    int code = check("providers: {good: {vendor: deepseek}}\n");
    assertThat(code).isEqualTo(1);
    assertThat(shell.out()).contains("the environment variable DEEPSEEK_API_KEY is not set");
  }

  @Test
  void aConfigurationWithProblemsAsksNobody() throws IOException {
    assertThat(check("providers: {good: {vendor: nobody}}\n")).isEqualTo(1);
    assertThat(shell.out()).contains("`vendor` is not known").doesNotContain("answers");
  }

  @Test
  void withoutProvidersThereIsNothingToAsk() {
    assertThat(shell.run("providers", "check")).isZero();
    assertThat(shell.out()).contains("No provider is configured");
  }

  @Test
  void theListNamesEveryVendorWithItsVariable() {
    assertThat(shell.run("providers", "list")).isZero();
    assertThat(shell.out().lines())
        .anyMatch(line -> line.matches("deepseek +DeepSeek +DEEPSEEK_API_KEY +openai-chat, .*"))
        .anyMatch(line -> line.startsWith("vllm "));
  }

  @Test
  void theGroupAloneShowsWhatThereIs() {
    assertThat(shell.run("providers")).isZero();
    assertThat(shell.out()).contains("check", "list");
    assertThat(shell.run("providers", "check", "--help")).isZero();
  }
}
