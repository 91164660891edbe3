package dev.millrace.gateway.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What a command finds around it when it is run.
///
/// @param environment the variables
/// @param reading whether a person types into `in`
/// @param watching whether a person looks at `out`
public record Shell(
    Map<String, String> environment,
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean reading,
    boolean watching) {
  public Shell {
    environment = Map.copyOf(environment);
  }

  /// That of this process. The launcher says which of the streams are terminals.
  public static Shell ofThisProcess() {
    var terminals = System.getProperty("millrace.terminals", "");
    return new Shell(
        System.getenv(),
        System.in,
        System.out,
        System.err,
        terminals.contains("in"),
        terminals.contains("out"));
  }

  /// A variable that is set to something.
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /// Where this user's own files are.
  Path home() {
    return Path.of(variable("HOME").orElseGet(() -> System.getProperty("user.home")));
  }

  /// A path as people like to read it, with `~` for their own folder.
  String shown(Path path) {
    var full = path.toAbsolutePath().normalize();
    return full.startsWith(home()) && !full.equals(home())
        ? "~/" + home().relativize(full)
        : full.toString();
  }

  /// What writes to `out`: with colours if a person looks at it and has not asked for none.
  Ink ink() {
    boolean plain =
        !watching
            || variable("NO_COLOR").isPresent()
            || environment.getOrDefault("TERM", "dumb").equals("dumb");
    return new Ink(!plain);
  }
}
