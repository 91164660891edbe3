package dev.millrace.gateway;

import dev.millrace.gateway.cli.Millrace;
import dev.millrace.gateway.cli.Shell;
import dev.millrace.gateway.http.EventLoops;

/// Where the process begins.
public final class Main {
  private Main() {}

  /// Runs one command and exits as it says.
  public static void main(String... arguments) {
    if (arguments.length > 0 && arguments[0].equals("serve")) {
      // The network's classes take as long to load as the command line: load both at once.
      Thread.ofPlatform().daemon().start(() -> EventLoops.start(1).close());
    }
    System.exit(
        Millrace.run(Shell.ofThisProcess(), Gateway::start, Offer::alone, Probing::ask, arguments));
  }
}
