package dev.millrace.bench.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The command `millrace` of this repository.
///
/// @param program the launcher
/// @param log gets what it says
public record Launcher(Path program, Path log) {
  /// What its servers want to see.
  public static final String KEY = "sk-millrace-bench-0123456789abcdef0123456789";

  /// Starts a server; it answers a moment later.
  ///
  /// @param more options of `serve`
  public Process serve(int port, Path data, Map<String, String> environment, String... more)
      throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                program.toAbsolutePath().toString(), "serve", "--port", Integer.toString(port)));
    command.addAll(List.of(more));
    var builder = new ProcessBuilder(command);
    builder.environment().put("MILLRACE_KEY", KEY);
    builder.environment().put("MILLRACE_HOME", data.toString());
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }
}
