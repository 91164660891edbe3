package dev.millrace.gateway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `millrace version`.
@Command(name = "version", description = "Print the version.")
final class Version implements Callable<Integer> {
  private final Shell shell;

  Version(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    shell
        .out()
        .printf(
            "millrace %s (Java %s, %s %s)%n",
            text(),
            System.getProperty("java.version"),
            System.getProperty("os.name"),
            System.getProperty("os.arch"));
    return 0;
  }

  /// The version that the build wrote beside this class.
  static String text() {
    var properties = new Properties();
    try (var stream = Version.class.getResourceAsStream("version.properties")) {
      properties.load(Objects.requireNonNull(stream, "version.properties is part of the build"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown");
  }
}
