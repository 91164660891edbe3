package dev.millrace.gateway.cli;

import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.tenant.Keys;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What is said when the server is up: all that is needed for a first request.
record Welcome(Shell shell, Config config, Path data) {
  void print(Serving serving, Keys keys) {
    var ink = shell.ink();
    var out = shell.out();
    var base = "http://" + host() + ":" + serving.port() + "/v1";
    out.println();
    out.println("  " + ink.bold("Millrace " + Version.text()) + ink.faint(ready()));
    out.println();
    line("Base URL", List.of(ink.green(base)));
    line("API key", key(keys, ink));
    line("Models", serving.models().stream().map(model -> described(model, ink)).toList());
    out.println();
    out.println("  Ask it something:");
    out.println();
    out.println(curl(base, serving.models().getFirst().name(), keys));
    out.println();
    out.println(ink.faint("  Ctrl-C stops it."));
    out.println();
    out.flush();
  }

  /// A duration for people: `0.84 s`, `30 s`.
  static String text(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
  }

  private void line(String name, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      shell.out().printf("  %-10s%s%n", i == 0 ? name : "", values.get(i));
    }
  }

  private List<String> key(Keys keys, Ink ink) {
    return switch (keys.origin()) {
      case Keys.Origin.Made(var key) ->
          List.of(ink.green(key), ink.faint("Keep it: only a hash of it is stored."));
      case Keys.Origin.Given _ -> List.of("the one in MILLRACE_KEY");
      case Keys.Origin.Kept _ -> kept(keys);
    };
  }

  private List<String> kept(Keys keys) {
    var given = shell.variable("MILLRACE_KEY");
    if (given.isPresent() && keys.find(given.get()).isPresent()) {
      return List.of("the one in MILLRACE_KEY");
    }
    var lines = new ArrayList<String>();
    lines.add("as shown at the first start; put it into MILLRACE_KEY");
    if (given.isPresent()) {
      lines.add("(what MILLRACE_KEY holds now is not it: it counts at the first start only)");
    }
    lines.add(
        shell
            .ink()
            .faint("Lost? Remove " + shell.shown(data.resolve("keys")) + " and start again."));
    return lines;
  }

  private static String described(Serving.Served model, Ink ink) {
    var facts = new ArrayList<String>();
    model.bytes().ifPresent(bytes -> facts.add(size(bytes)));
    model
        .context()
        .ifPresent(
            tokens -> facts.add(String.format(Locale.ROOT, "%,d tokens of context", tokens)));
    return facts.isEmpty()
        ? model.name()
        : model.name() + ink.faint(" (" + String.join(", ", facts) + ")");
  }

  private static String size(long bytes) {
    return bytes < 1_000_000_000
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }

  private static String curl(String base, String model, Keys keys) {
    var key = keys.origin() instanceof Keys.Origin.Made(var made) ? made : "$MILLRACE_KEY";
    return """
    curl %s/chat/completions \\
      -H "Authorization: Bearer %s" -H "Content-Type: application/json" \\
      -d '{"model": "%s", "messages": [{"role": "user", "content": "What is the capital of Norway?"}]}'\
    """
        .formatted(base, key, model)
        .indent(4)
        .stripTrailing();
  }

  // Others reach the server by this machine's name; this machine by the loopback address.
  private String host() {
    var host = config.listener().host();
    if (host.equals("0.0.0.0") || host.equals("::")) {
      return "127.0.0.1";
    }
    return host.contains(":") ? "[" + host + "]" : host;
  }

  // Since the process was started, which is when the person began to wait. The launcher says when
  // most of that went into a build.
  private static String ready() {
    var began = ProcessHandle.current().info().startInstant();
    return began.isEmpty() || Boolean.getBoolean("millrace.built")
        ? ""
        : ", ready in " + text(Duration.between(began.get(), Instant.now()));
  }
}
