package dev.millrace.gateway.cli;

import static java.util.Objects.requireNonNull;

import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.config.Listener;
import dev.millrace.gateway.tenant.Keys;
import dev.millrace.gateway.tenant.PrivateFiles;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `millrace serve`: starts the server, says how to use it, and stops it when told to.
@Command(
    name = "serve",
    description = "Serve the models over HTTP.",
    footer = {
      "",
      "Without a configuration the bundled model is served to this machine. The first start makes",
      "an API key and shows it once; with MILLRACE_KEY set, that becomes the key. Ctrl-C or SIGTERM",
      "stops it once running answers are done."
    })
final class Serve implements Callable<Integer> {
  private final Shell shell;
  private final Starter starter;
  private final Runnable untilStopped;

  @Mixin private final Settings settings = new Settings();

  @Option(names = "--port", paramLabel = "PORT", description = "Port to listen at. Default: 8080.")
  private @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Address to listen at. Default: 127.0.0.1, this machine alone.")
  private @Nullable String host;

  @Spec private @Nullable CommandSpec spec;

  /// @param untilStopped returns when the server is to stop
  Serve(Shell shell, Starter starter, Runnable untilStopped) {
    this.shell = shell;
    this.starter = starter;
    this.untilStopped = untilStopped;
  }

  @Override
  public Integer call() {
    var config = overridden(settings.config(shell));
    var data = settings.data(shell);
    var keys = keys(data);
    var serving = start(config, keys, data);
    try {
      keys.keep();
    } catch (IOException e) {
      serving.stop(Duration.ZERO);
      throw new Trouble("The API key cannot be kept: " + e.getMessage(), e);
    }
    new Welcome(shell, config, data).print(serving, keys);
    untilStopped.run();
    var grace = config.listener().grace();
    shell.err().println("Stopping; running answers have " + Welcome.text(grace) + " to finish.");
    serving.stop(grace);
    return 0;
  }

  /// Waits for Ctrl-C or SIGTERM. A second one ends the process at once.
  static void awaitSignal() {
    var told = new CountDownLatch(1);
    Signals.on(
        () -> {
          if (told.getCount() == 0) {
            Runtime.getRuntime().halt(130);
          }
          told.countDown();
        },
        "INT",
        "TERM");
    try {
      told.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Config overridden(Config config) {
    var listener = config.listener();
    if (host != null) {
      listener = listener.withHost(host);
    }
    if (port != null) {
      if (port < 0 || port > 65535) {
        throw new ParameterException(
            requireNonNull(spec).commandLine(), "--port must be 0 to 65535, not " + port);
      }
      listener = listener.withPort(port);
    }
    return config.withListener(listener);
  }

  private Keys keys(Path data) {
    try {
      PrivateFiles.makeFolder(data);
    } catch (IOException e) {
      throw new Trouble(
          "The data folder "
              + data
              + " cannot be made: "
              + e.getMessage()
              + ". Choose another with"
              + " --data or MILLRACE_HOME.",
          e);
    }
    try {
      return Keys.open(data, shell.variable("MILLRACE_KEY"), new SecureRandom());
    } catch (IOException | IllegalArgumentException e) {
      throw new Trouble("The API keys cannot be read: " + e.getMessage(), e);
    }
  }

  private Serving start(Config config, Keys keys, Path data) {
    try {
      return starter.start(config, keys, data);
    } catch (IOException e) {
      throw new Trouble(
          whyNotBound(e).map(why -> whyNotBound(config.listener(), why)).orElse(message(e)), e);
    }
  }

  // The JDK has a class for it; Netty's native transports only say `bind(..) failed with ...: why`.
  private static Optional<String> whyNotBound(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException || message(cause).startsWith("bind(")) {
        var words = message(cause);
        return Optional.of(words.substring(words.lastIndexOf(": ") + 1).strip());
      }
    }
    return Optional.empty();
  }

  private static String message(Throwable problem) {
    return String.valueOf(problem.getMessage());
  }

  private static String whyNotBound(Listener listener, String why) {
    if (why.contains("in use")) {
      return "Port %d on %s is in use. Stop the program that has it, or choose another: --port %d"
          .formatted(listener.port(), listener.host(), Math.min(listener.port() + 1, 65535));
    }
    return "Cannot listen at port %d on %s: %s".formatted(listener.port(), listener.host(), why);
  }
}
