package dev.millrace.gateway.cli;

import static java.util.Objects.requireNonNull;

import dev.millrace.gateway.catalog.Model.Deployment;
import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.config.ConfigFile.Reading;
import dev.millrace.gateway.config.ModelConfig.Source;
import dev.millrace.gateway.config.ProviderConfig;
import dev.millrace.gateway.vendor.Vendor;
import dev.millrace.gateway.vendor.Vendors;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `millrace providers`: who can be asked, and who answers.
final class ProviderCommands {
  private ProviderCommands() {}

  static CommandLine line(Shell shell, Asker asker) {
    return new CommandLine(new Group(shell))
        .addSubcommand(new Check(shell, asker))
        .addSubcommand(new Listing(shell));
  }

  /// The command without another.
  @Command(
      name = "providers",
      description = "Tell which providers answer, and which vendors are known.",
      synopsisSubcommandLabel = "COMMAND",
      commandListHeading = "%nCommands:%n")
  static final class Group implements Runnable {
    private final Shell shell;
    @Spec private @Nullable CommandSpec spec;

    Group(Shell shell) {
      this.shell = shell;
    }

    @Override
    public void run() {
      requireNonNull(spec).commandLine().usage(shell.out());
    }
  }

  /// `millrace providers check`.
  @Command(
      name = "check",
      description = "Ask every provider of the configuration for as little as can be.",
      footer = {
        "",
        "Asks for the list of models where there is one, else for a few words of a model. Exits",
        "with 1 if one does not answer as it should."
      })
  static final class Check implements Callable<Integer> {
    private final Shell shell;
    private final Asker asker;
    @Mixin private final Settings settings = new Settings();

    Check(Shell shell, Asker asker) {
      this.shell = shell;
      this.asker = asker;
    }

    @Override
    public Integer call() {
      return switch (settings.read(shell)) {
        case Reading.Bad(var problems) -> {
          problems.forEach(shell.out()::println);
          shell.out().println(Settings.count(problems.size(), "problem") + ".");
          yield 1;
        }
        case Reading.Good(var config, var missing) -> {
          missing.forEach(shell.out()::println);
          yield ask(config) && missing.isEmpty() ? 0 : 1;
        }
      };
    }

    private boolean ask(Config config) {
      if (config.providers().isEmpty()) {
        shell.out().println("No provider is configured. `millrace providers list` names vendors.");
        return true;
      }
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var asked =
            config.providers().stream()
                .map(one -> threads.submit(() -> asker.ask(one, model(config, one))))
                .toList();
        boolean all = true;
        for (int i = 0; i < asked.size(); i++) {
          all &= tell(config.providers().get(i), finding(asked.get(i)));
        }
        return all;
      }
    }

    private static Asker.Finding finding(Future<Asker.Finding> asked) {
      try {
        return asked.get();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return Asker.Finding.wrong("was interrupted");
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }

    /// One line each, so that it can be searched and counted.
    private boolean tell(ProviderConfig provider, Asker.Finding finding) {
      var ink = shell.ink();
      var word = finding.answers() ? ink.green("answers") : ink.red("fails  ");
      var latency = finding.latency().isZero() ? "" : " in " + finding.latency().toMillis() + " ms";
      shell
          .out()
          .println(
              "%-16s %s%s  %s: %s"
                  .formatted(provider.name(), word, latency, provider.baseUrl(), finding.words()));
      return finding.answers();
    }

    /// The first model that the provider is said to run.
    private static Optional<String> model(Config config, ProviderConfig provider) {
      return config.models().stream()
          .flatMap(model ->
              model.source() instanceof Source.Hosted(var deployments)
                  ? deployments.stream()
                  : Stream.<Deployment>empty())
          .filter(deployment -> deployment.provider().equals(provider.name()))
          .map(Deployment::model)
          .findFirst();
    }
  }

  /// `millrace providers list`.
  @Command(name = "list", description = "Name the vendors that a configuration can name.")
  static final class Listing implements Callable<Integer> {
    private final Shell shell;

    Listing(Shell shell) {
      this.shell = shell;
    }

    @Override
    public Integer call() {
      Vendors.all().forEach(vendor -> shell.out().println(line(vendor)));
      return 0;
    }

    private static String line(Vendor vendor) {
      var variables = vendor.key().variables();
      return "%-18s %-42s %-24s %s"
          .formatted(
              vendor.name(),
              vendor.title(),
              variables.isEmpty() ? "" : variables.getFirst(),
              String.join(", ", vendor.dialects()))
          .stripTrailing();
    }
  }
}
