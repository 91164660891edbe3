package dev.millrace.gateway.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The command `millrace`, of which all others are part.
@Command(
    name = "millrace",
    description = "Serves language models through the APIs that clients already speak.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footer = {"", "First steps: `millrace serve`, or `millrace chat` for a chat in this terminal."})
public final class Millrace implements Runnable {
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private final Shell shell;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where in the program an error came from. Also: MILLRACE_DEBUG=1.")
  private boolean debug;

  @Spec private @Nullable CommandSpec spec;

  private Millrace(Shell shell) {
    this.shell = shell;
  }

  /// Runs one command.
  ///
  /// @return what the process is to exit with: 0 all fine, 1 it did not work out, 2 not understood
  public static int run(
      Shell shell, Starter starter, Opener opener, Asker asker, String... arguments) {
    var serve = new Serve(shell, starter, Serve::awaitSignal);
    var providers = ProviderCommands.line(shell, asker);
    return commands(shell, serve, new Chat(shell, opener), providers, new Rehearse(shell, starter))
        .execute(arguments);
  }

  static CommandLine commands(Shell shell, Object... others) {
    var millrace = new Millrace(shell);
    var line = new CommandLine(millrace);
    for (Object other : others) {
      line.addSubcommand(other);
    }
    line.addSubcommand(new Check(shell)).addSubcommand(new Version(shell));
    standardOptions(line.getCommandSpec());
    return line.setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((problem, _) -> misused(shell, problem))
        .setExecutionExceptionHandler((problem, _, _) -> millrace.failed(problem));
  }

  private static void standardOptions(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .scopeType(ScopeType.INHERIT)
            .description("Show this help.")
            .build());
    spec.addOption(
        OptionSpec.builder("--version")
            .versionHelp(true)
            .description("Print the version.")
            .build());
    spec.versionProvider(() -> new String[] {"millrace " + Version.text()});
  }

  /// Without a command: what there is.
  @Override
  public void run() {
    requireNonNull(spec).commandLine().usage(shell.out());
  }

  private static int misused(Shell shell, ParameterException problem) {
    shell.err().println("millrace: " + problem.getMessage());
    shell
        .err()
        .println("See: " + problem.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return MISUSED;
  }

  private int failed(Exception problem) {
    boolean expected = problem instanceof Trouble;
    if (debug || shell.variable("MILLRACE_DEBUG").isPresent()) {
      problem.printStackTrace(shell.err());
      return FAILED;
    }
    shell
        .err()
        .println(
            expected
                ? "millrace: " + problem.getMessage()
                : "millrace: a fault in Millrace itself: "
                    + problem
                    + "\nRun it again with --debug to see where, and please report it.");
    return FAILED;
  }
}
