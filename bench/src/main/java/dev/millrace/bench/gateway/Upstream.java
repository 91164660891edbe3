package dev.millrace.bench.gateway;

import dev.millrace.bench.upstream.ScriptedUpstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The scripted upstream in a process of its own, with a folder for all who are measured before it.
///
/// @param subject the upstream itself, to be asked directly
record Upstream(Site site, Subject subject) implements AutoCloseable {
  /// Starts it; runs in the root of the repository.
  static Upstream start() throws IOException {
    var folder = Files.createTempDirectory("millrace-bench");
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ScriptedUpstream.class.getName())
            .redirectError(folder.resolve("upstream.log").toFile())
            .start();
    int port = Integer.parseInt(process.inputReader().readLine());
    var site = new Site(Path.of(""), folder, port);
    return new Upstream(site, new Subject("asked directly", process, port, "none"));
  }

  @Override
  public void close() throws IOException {
    subject.close();
    Folders.delete(site.folder());
  }
}
