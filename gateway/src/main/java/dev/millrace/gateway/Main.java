package dev.millrace.gateway;

import dev.millrace.gateway.cli.Millrace;
import dev.millrace.gateway.cli.Shell;

/// Where the process begins.
public final class Main {
  private Main() {}

  /// Runs one command and exits as it says.
  public static void main(String... arguments) {
    System.exit(
        Millrace.run(
            Shell.ofThisProcess(),
            (config, keys, _) -> Gateway.start(config, keys),
            Offer::alone,
            arguments));
  }
}
