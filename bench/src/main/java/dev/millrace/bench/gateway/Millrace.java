package dev.millrace.bench.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Millrace, started as anybody starts it, with the scripted upstream as its one provider.
final class Millrace {
  private static final String UPSTREAM_KEY = "MILLRACE_BENCH_UPSTREAM_KEY";

  private Millrace() {}

  static Subject start(Site site, List<String> models) throws IOException {
    int port = Nginx.freePort();
    var folder = Files.createDirectories(site.folder().resolve("millrace"));
    var config = folder.resolve("millrace.yaml");
    Files.writeString(config, config(site.upstream(), models));
    var process =
        new Launcher(site.root().resolve("millrace"), folder.resolve("log"))
            .serve(
                port,
                folder.resolve("data"),
                Map.of(UPSTREAM_KEY, "sk-upstream"),
                "--config",
                config.toString());
    return new Subject("millrace", process, port, Launcher.KEY);
  }

  private static String config(int upstream, List<String> models) {
    return """
    providers:
      scripted:
        base-url: http://127.0.0.1:%d/v1
        api-key-env: %s
    models:
    %s
    """
        .formatted(
            upstream,
            UPSTREAM_KEY,
            models.stream().map(Millrace::model).collect(Collectors.joining("\n")));
  }

  private static String model(String name) {
    return """
    - name: "%s"
      free: true
      deployments: [{provider: scripted, model: "%s"}]\
    """
        .formatted(name, name);
  }
}
