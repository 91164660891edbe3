package dev.millrace.gateway.cli;

import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.config.ConfigFile;
import dev.millrace.gateway.config.ConfigFile.Reading;
import dev.millrace.gateway.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say where the configuration and the data are.
final class Settings {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration to use. Default: millrace.yaml in the data folder, if there.")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where keys are kept. Default: $MILLRACE_HOME, else ~/.millrace.")
  private @Nullable Path data;

  /// The data folder, which need not be there yet.
  Path data(Shell shell) {
    return Optional.ofNullable(data)
        .or(() -> shell.variable("MILLRACE_HOME").map(Path::of))
        .orElseGet(() -> shell.home().resolve(".millrace"));
  }

  /// The file of configuration; absent when none was named and there is none.
  Optional<Path> file(Shell shell) {
    return Optional.ofNullable(config)
        .or(() -> Optional.of(data(shell).resolve("millrace.yaml")).filter(Files::exists));
  }

  /// What the file says; the defaults without one.
  Reading read(Shell shell) {
    var file = file(shell);
    if (file.isEmpty()) {
      return new Reading.Good(Config.defaults(), List.of());
    }
    try {
      return ConfigFile.read(file.get(), shell.environment());
    } catch (NoSuchFileException e) {
      throw new Trouble("There is no file " + file.get() + ".", e);
    } catch (IOException e) {
      throw new Trouble("The file " + file.get() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /// A configuration that can be served.
  ///
  /// @throws Trouble with all problems
  Config config(Shell shell) {
    return switch (read(shell)) {
      case Reading.Good(var good, var missing) when missing.isEmpty() -> good;
      case Reading.Good(_, var missing) -> throw trouble(missing);
      case Reading.Bad(var problems) -> throw trouble(problems);
    };
  }

  private static Trouble trouble(List<Problem> problems) {
    var lines = problems.stream().map(Problem::toString);
    var head = "The configuration has " + count(problems.size(), "problem") + ":";
    return new Trouble(Stream.concat(Stream.of(head), lines).collect(Collectors.joining("\n")));
  }

  /// `1 problem`, `2 problems`.
  static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
