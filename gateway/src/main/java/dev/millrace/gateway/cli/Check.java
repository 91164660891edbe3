package dev.millrace.gateway.cli;

import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.config.ConfigFile.Reading;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `millrace check`: reads the configuration and does nothing else.
@Command(
    name = "check",
    description = "Read the configuration and tell all its problems.",
    footer = {
      "",
      "Exits with 1 if there are any. A key that is not in the environment is a warning here,",
      "and a problem for `serve`."
    })
final class Check implements Callable<Integer> {
  private final Shell shell;
  @Mixin private final Settings settings = new Settings();

  Check(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    var file = settings.file(shell);
    if (file.isEmpty()) {
      shell
          .out()
          .println(
              "There is no millrace.yaml in "
                  + shell.shown(settings.data(shell))
                  + ", so the bundled model is served.");
      return 0;
    }
    return switch (settings.read(shell)) {
      case Reading.Good(var config, var missing) -> {
        missing.forEach(
            problem -> shell.out().println(problem.place() + ": warning: " + problem.text()));
        shell.out().println(file.get() + " is fine: " + summary(config) + ".");
        yield 0;
      }
      case Reading.Bad(var problems) -> {
        problems.forEach(shell.out()::println);
        shell.out().println(Settings.count(problems.size(), "problem") + ".");
        yield 1;
      }
    };
  }

  private static String summary(Config config) {
    return Settings.count(config.models().size(), "model")
        + ", "
        + Settings.count(config.providers().size(), "provider");
  }
}
