package dev.millrace.bench.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Millrace, started as anybody starts it, with the scripted upstream as its one provider.
final class Millrace {
  private static final String KEY = "sk-millrace-bench-0123456789abcdef0123456789";

  private Millrace() {}

  static Subject start(Site site, List<String> models) throws IOException {
    int port = Nginx.freePort();
    var folder = Files.createDirectories(site.folder().resolve("millrace"));
    var config = folder.resolve("millrace.yaml");
    Files.writeString(config, config(site.upstream(), models));
    return new Subject("millrace", serve(site.root(), config, folder, port), port, KEY);
  }

  private static Process serve(Path root, Path config, Path folder, int port) throws IOException {
    var builder =
        new ProcessBuilder(
            root.resolve("millrace").toAbsolutePath().toString(),
            "serve",
            "--port",
            Integer.toString(port),
            "--config",
            config.toString(),
            "--data",
            folder.resolve("data").toString());
    builder.environment().put("MILLRACE_KEY", KEY);
    builder.environment().put("MILLRACE_UPSTREAM_KEY", "sk-upstream");
    return builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
  }

  private static String config(int upstream, List<String> models) {
    return """
        providers:
          scripted:
            base-url: http://127.0.0.1:%d/v1
            api-key-env: MILLRACE_UPSTREAM_KEY
        models:
        %s
        """
        .formatted(
            upstream, models.stream().map(Millrace::model).collect(Collectors.joining("\n")));
  }

  private static String model(String name) {
    return """
          - name: "%s"
            free: true
            deployments:
              - {provider: scripted, model: "%s"}"""
        .formatted(name, name)
        .indent(2)
        .stripTrailing();
  }
}
