package dev.millrace.gateway.cli;

import dev.millrace.gateway.config.ProviderConfig;
import dev.millrace.gateway.tenant.Keys;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A shell in memory, and a server that only says it is one.
final class FakeShell {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private final List<Duration> stops = new ArrayList<>();
  private final List<Keys> seen = new ArrayList<>();
  private String input = "";

  FakeShell(Path home) {
    environment.put("HOME", home.toString());
  }

  FakeShell with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  FakeShell typing(String text) {
    input = text;
    return this;
  }

  Shell shell() {
    return new Shell(
        environment,
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        false,
        false);
  }

  int run(Starter starter, String... arguments) {
    return run(starter, FakeShell::noModel, arguments);
  }

  int run(Opener opener, String... arguments) {
    return run(this::server, opener, arguments);
  }

  int run(String... arguments) {
    return run(this::server, FakeShell::noModel, arguments);
  }

  private int run(Starter starter, Opener opener, String... arguments) {
    var shell = shell();
    return Millrace.commands(
            shell,
            new Serve(shell, starter, () -> {}),
            new Chat(shell, opener),
            ProviderCommands.line(shell, FakeShell::finding))
        .execute(arguments);
  }

  /// Providers whose name begins with `good` answer.
  private static Asker.Finding finding(ProviderConfig provider, Optional<String> model) {
    return provider.name().startsWith("good")
        ? new Asker.Finding(true, Duration.ofMillis(12), "asked " + model.orElse("nobody"))
        : Asker.Finding.wrong("it is asleep");
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /// How long each server that was stopped was given.
  List<Duration> stops() {
    return stops;
  }

  /// The keys of each server that was started.
  List<Keys> seen() {
    return seen;
  }

  private Serving server(dev.millrace.gateway.config.Config config, Keys keys, Path data) {
    seen.add(keys);
    return new Serving() {
      @Override
      public int port() {
        return config.listener().port();
      }

      @Override
      public List<Served> models() {
        return config.models().stream()
            .map(
                model -> new Served(model.name(), OptionalLong.of(5_400_000), OptionalInt.of(2048)))
            .toList();
      }

      @Override
      public void stop(Duration grace) {
        stops.add(grace);
      }
    };
  }

  private static Opener.Opened noModel(
      dev.millrace.gateway.config.Config config, dev.millrace.gateway.config.ModelConfig model) {
    throw new AssertionError("nobody asked for a model");
  }
}
