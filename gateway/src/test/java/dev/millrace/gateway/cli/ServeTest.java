package dev.millrace.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServeTest {
  private final Path home;
  private final FakeShell shell;

  ServeTest(@TempDir Path home) {
    this.home = home;
    this.shell = new FakeShell(home);
  }

  @Test
  void theFirstStartShowsAKeyAndARequestToPaste() {
    assertThat(shell.run("serve")).isZero();
    var key = shell.out().replaceAll("(?s).*API key +(mr_\\w+).*", "$1");
    assertThat(key).matches("mr_[0-9A-Za-z]{10}_[0-9A-Za-z]{43}");
    assertThat(shell.seen().getFirst().find(key)).isPresent();
    assertThat(shell.out())
        .contains("Base URL  http://127.0.0.1:8080/v1\n")
        .contains("Models    millrace-mini (5.4 MB, 2,048 tokens of context)\n")
        .contains("curl http://127.0.0.1:8080/v1/chat/completions")
        .contains("\"Authorization: Bearer " + key + "\"")
        .contains("{\"model\": \"millrace-mini\"")
        .doesNotContain("\u001b");
  }

  @Test
  void laterStartsDoNotShowTheKey() {
    assertThat(shell.run("serve")).isZero();
    var later = new FakeShell(home);
    assertThat(later.run("serve")).isZero();
    assertThat(later.out())
        .contains("as shown at the first start; put it into MILLRACE_KEY")
        .contains("Remove ~/.millrace/keys and start again")
        .contains("\"Authorization: Bearer $MILLRACE_KEY\"")
        .doesNotContain("mr_");
  }

  @Test
  void theOperatorsOwnKeyIsNotRepeated() {
    shell.with("MILLRACE_KEY", "chosen-by-me");
    assertThat(shell.run("serve")).isZero();
    assertThat(shell.run("serve")).isZero();
    assertThat(shell.out()).contains("the one in MILLRACE_KEY").doesNotContain("chosen-by-me");
    assertThat(shell.seen().getLast().find("chosen-by-me")).isPresent();
    assertThat(shell.with("MILLRACE_KEY", "other-key").run("serve")).isZero();
    assertThat(shell.out()).contains("it counts at the first start only");
  }

  @Test
  void aKeyThatCannotBeOneStopsTheStart() {
    assertThat(shell.with("MILLRACE_KEY", "short").run("serve")).isEqualTo(1);
    assertThat(shell.err()).contains("MILLRACE_KEY must have 8 to 256 characters");
  }

  static Stream<IOException> taken() {
    return Stream.of(
        new BindException("Address already in use"),
        new IOException("bind(..) failed with error(-98): Address already in use"));
  }

  @ParameterizedTest
  @MethodSource("taken")
  void aPortInUseIsOneClearSentenceAndUsesUpNoKey(IOException taken) {
    Starter starter =
        (_, _, _) -> {
          throw new IOException("cannot listen", new CompletionException(taken));
        };
    assertThat(shell.run(starter, "serve", "--port", "9000")).isEqualTo(1);
    assertThat(shell.err())
        .isEqualTo(
            "millrace: Port 9000 on 127.0.0.1 is in use. Stop the program that has it, or choose"
                + " another: --port 9001\n");
    assertThat(home.resolve(".millrace/keys")).doesNotExist();
  }

  @Test
  void aPortThatWeMayNotHaveIsToldPlainly() {
    Starter starter =
        (_, _, _) -> {
          throw new IOException("bind(..) failed with error(-13): Permission denied");
        };
    assertThat(shell.run(starter, "serve", "--port", "80")).isEqualTo(1);
    assertThat(shell.err())
        .isEqualTo("millrace: Cannot listen at port 80 on 127.0.0.1: Permission denied\n");
  }

  @Test
  void optionsComeBeforeTheFile() throws IOException {
    var file = Files.writeString(home.resolve("own.yaml"), "listener: {port: 1, grace: 7s}");
    assertThat(
            shell.run("serve", "--config", file.toString(), "--port", "9001", "--host", "0.0.0.0"))
        .isZero();
    assertThat(shell.out()).contains("http://127.0.0.1:9001/v1");
    assertThat(shell.stops()).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void theDataFolderCanBeNamed() {
    var data = home.resolve("elsewhere");
    assertThat(shell.run("serve", "--data", data.toString())).isZero();
    assertThat(data.resolve("keys")).exists();
    assertThat(home.resolve(".millrace")).doesNotExist();
  }

  @Test
  void aDataFolderThatCannotBeMadeIsToldPlainly() throws IOException {
    var file = Files.createFile(home.resolve("file"));
    assertThat(shell.run("serve", "--data", file.resolve("x").toString())).isEqualTo(1);
    assertThat(shell.err()).contains("cannot be made", "--data or MILLRACE_HOME");
  }

  @Test
  void whatTheServerLacksIsToldPlainly() {
    Starter lacking =
        (_, _, _) -> {
          throw new IOException("The model file x.gguf is damaged.");
        };
    assertThat(shell.run(lacking, "serve")).isEqualTo(1);
    assertThat(shell.err()).isEqualTo("millrace: The model file x.gguf is damaged.\n");
  }

  @Test
  void aKeyThatCannotBeKeptStopsTheServer() {
    Starter sabotaged =
        (config, keys, data) -> {
          Files.createDirectories(data.resolve("keys"));
          return new Serving() {
            @Override
            public int port() {
              return config.listener().port();
            }

            @Override
            public java.util.List<Served> models() {
              return java.util.List.of();
            }

            @Override
            public void stop(Duration grace) {
              shell.stops().add(grace);
            }
          };
        };
    assertThat(shell.run(sabotaged, "serve")).isEqualTo(1);
    assertThat(shell.err()).contains("The API key cannot be kept");
    assertThat(shell.stops()).containsExactly(Duration.ZERO);
  }
}
