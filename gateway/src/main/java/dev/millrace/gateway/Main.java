package dev.millrace.gateway;

import dev.millrace.gateway.cli.Millrace;
import dev.millrace.gateway.cli.Shell;
import java.io.IOException;

/// Where the process begins.
public final class Main {
  private Main() {}

  /// Runs one command and exits as it says.
  public static void main(String... arguments) {
    System.exit(
        Millrace.run(
            Shell.ofThisProcess(),
            (_, _, _) -> {
              throw new IOException("This build has no server in it yet.");
            },
            (_, _) -> {
              throw new IOException("This build has no engine in it yet.");
            },
            arguments));
  }
}
