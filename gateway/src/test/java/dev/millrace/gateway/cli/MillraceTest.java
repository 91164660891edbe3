package dev.millrace.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MillraceTest {
  private final Path home;
  private final FakeShell shell;

  MillraceTest(@TempDir Path home) {
    this.home = home;
    this.shell = new FakeShell(home);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--help", "-h"})
  void helpNamesEveryCommand(String argument) {
    int code = argument.isEmpty() ? shell.run(new String[0]) : shell.run(argument);
    assertThat(code).isZero();
    assertThat(shell.out())
        .contains("serve", "chat", "check", "version")
        .doesNotContain("rehearse");
    assertThat(shell.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "chat", "check", "version"})
  void everyCommandHasHelp(String command) {
    assertThat(shell.run(command, "--help")).isZero();
    assertThat(shell.out()).startsWith("Usage: millrace " + command);
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    assertThat(shell.run("version")).isZero();
    assertThat(shell.out()).matches("(?s)millrace \\d+\\.\\d+.* \\(Java \\d+.*\\)\\R");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"srve", "serve --prot 1", "serve --port x", "serve --port 70000", "check extra"})
  void whatIsNotUnderstoodExitsWithTwo(String line) {
    assertThat(shell.run(line.split(" "))).isEqualTo(2);
    assertThat(shell.err()).startsWith("millrace: ").contains("--help").doesNotContain("\tat ");
  }

  @Test
  void aFaultOfOursIsToldWithoutItsStackUnlessWanted() {
    Starter broken =
        (_, _, _) -> {
          throw new IllegalStateException("the wheel came off");
        };
    assertThat(shell.run(broken, "serve")).isEqualTo(1);
    assertThat(shell.err()).contains("the wheel came off", "--debug").doesNotContain("\tat ");
    assertThat(shell.run(broken, "serve", "--debug")).isEqualTo(1);
    assertThat(shell.err()).contains("\tat ");
  }

  @Test
  void withoutAFileThereIsNothingToCheck() {
    assertThat(shell.run("check")).isZero();
    assertThat(shell.out()).contains("no millrace.yaml in ~/.millrace");
  }

  @Test
  void checkTellsEveryProblemAndExitsWithOne() throws IOException {
    var file = write(".millrace/millrace.yaml", "listener: {port: x}\nmodles: []\n");
    assertThat(shell.run("check")).isEqualTo(1);
    assertThat(shell.out())
        .isEqualTo(
            file
                + ":1:18: `port` must be a whole number, not a text\n"
                + file
                + ":2:1: unknown key `modles`; did you mean `models`?\n"
                + "2 problems.\n");
  }

  @Test
  void checkFindsTheFileByItsOptionOrInTheDataFolder() throws IOException {
    var named = write("some.yaml", "listener: {port: 1}");
    assertThat(shell.run("check", "--config", named.toString())).isZero();
    assertThat(shell.out()).contains("some.yaml is fine: 1 model, 0 providers.");
    write("data/millrace.yaml", "x: 1");
    assertThat(shell.run("check", "--data", home.resolve("data").toString())).isEqualTo(1);
    shell.with("MILLRACE_HOME", home.resolve("data").toString());
    assertThat(shell.run("check")).isEqualTo(1);
    assertThat(shell.run("check", "--config", "nowhere.yaml")).isEqualTo(1);
    assertThat(shell.err()).isEqualTo("millrace: There is no file nowhere.yaml.\n");
  }

  @Test
  void aMissingSecretIsAWarningForCheckAndAProblemForServe() throws IOException {
    write(
        ".millrace/millrace.yaml",
        "providers: {far: {base-url: 'https://h', api-key-env: FAR_KEY}}\n");
    assertThat(shell.run("check")).isZero();
    assertThat(shell.out()).contains(":1:55: warning: the environment variable FAR_KEY is not set");
    assertThat(shell.run("serve")).isEqualTo(1);
    assertThat(shell.err()).contains("The configuration has 1 problem:", "FAR_KEY is not set");
    assertThat(shell.with("FAR_KEY", "k").run("serve")).isZero();
  }

  private Path write(String name, String text) throws IOException {
    var file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
