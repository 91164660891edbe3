package dev.millrace.gateway.cli;

import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.tenant.Keys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `millrace rehearse`: does once what a server does first, so that the JVM can note which classes
/// that takes and have them ready at later starts. The launcher runs it after a build.
@Command(name = "rehearse", hidden = true, description = "Serve two requests and end.")
final class Rehearse implements Callable<Integer> {
  private static final String KEY = "rehearsal-key";

  private final Shell shell;
  private final Starter starter;

  Rehearse(Shell shell, Starter starter) {
    this.shell = shell;
    this.starter = starter;
  }

  @Override
  public Integer call() throws IOException {
    var data = Files.createTempDirectory("millrace-rehearsal-");
    try {
      return serve(data);
    } finally {
      remove(data);
    }
  }

  private int serve(Path data) throws IOException {
    var config = Config.defaults();
    config = config.withListener(config.listener().withPort(0));
    var keys = Keys.open(data, Optional.of(KEY), new SecureRandom());
    var serving = starter.start(config, keys, data);
    try {
      keys.keep();
      new Welcome(shell, config, data).print(serving, keys);
      var model = serving.models().getFirst().name();
      return ask(serving.port(), model, false) && ask(serving.port(), model, true) ? 0 : 1;
    } finally {
      serving.stop(Duration.ofSeconds(1));
    }
  }

  // On a bare socket, as a client of the JDK would bring hundreds of classes of its own.
  private boolean ask(int port, String model, boolean stream) throws IOException {
    var body =
        """
        {"model": "%s", "stream": %s, "max_tokens": 16, "temperature": 0, "messages": [
          {"role": "user", "content": "What is the capital of Norway?"}]}\
        """
            .formatted(model, stream);
    var head =
        """
        POST /v1/chat/completions HTTP/1.1
        host: 127.0.0.1
        authorization: Bearer %s
        content-type: application/json
        connection: close
        content-length: %d

        """
            .formatted(KEY, body.length())
            .replace("\n", "\r\n");
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      shell.out().println(answer);
      return answer.startsWith("HTTP/1.1 200");
    }
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
