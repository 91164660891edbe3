package dev.millrace.bench.faults;

import dev.millrace.bench.upstream.ScriptedUpstream;
import dev.millrace.gateway.Gateway;
import dev.millrace.gateway.config.ConfigFile;
import dev.millrace.gateway.config.ConfigFile.Reading;
import dev.millrace.gateway.config.Listener;
import dev.millrace.gateway.tenant.Keys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.ClosedSelectorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;

/// A real gateway before the scripted upstream, with a model for every wire, trouble and way: alone,
/// or with somebody sound behind it.
final class House implements AutoCloseable {
  static final String KEY = "a-key-for-tests";
  private static final Pattern GONE = Pattern.compile("\"gone\":(\\d+)");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ScriptedUpstream upstream;
  private final Thread turning;
  private final Gateway gateway;
  private final HttpClient http = HttpClient.newHttpClient();

  private House(Path data) throws IOException {
    upstream = new ScriptedUpstream(0);
    turning = Thread.ofPlatform().daemon().start(this::turn);
    var file = data.resolve("millrace.yaml");
    Files.writeString(file, Models.yaml(upstream.port(), closedPort()));
    var keys = Keys.open(data, Optional.of(KEY), new Random(1));
    gateway =
        switch (ConfigFile.read(file, Map.of("PROVIDER_KEY", "sk-of-the-provider"))) {
          case Reading.Good(var config, _) ->
              Gateway.start(config.withListener(Listener.defaults().withPort(0)), keys, data);
          case Reading.Bad(var problems) -> throw new IllegalStateException(problems.toString());
        };
  }

  static House open(Path data) {
    try {
      return new House(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void turn() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        upstream.turn();
      }
    } catch (IOException | ClosedSelectorException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A port where nobody listens.
  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /// Asks a model in Chat Completions, and reads all that is answered.
  Told ask(String model, boolean stream) {
    String body =
        """
        {"model": "%s", "stream": %b, "messages": [{"role": "user", "content": "hi"}]}\
        """
            .formatted(model, stream);
    return new Told(post("/v1/chat/completions", body), stream);
  }

  /// Posts JSON, and reads all that is answered.
  HttpResponse<String> post(String path, String body) {
    var request = request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    return send(request, HttpResponse.BodyHandlers.ofString());
  }

  /// How many connections the upstream was left on, while it answered.
  int gone() {
    var uri = URI.create("http://127.0.0.1:" + upstream.port() + "/counts");
    var request = HttpRequest.newBuilder(uri).build();
    String counts = send(request, HttpResponse.BodyHandlers.ofString()).body();
    var found = GONE.matcher(counts);
    if (!found.find()) {
      throw new IllegalStateException(counts);
    }
    return Integer.parseInt(found.group(1));
  }

  /// Asks until it is so many.
  ///
  /// @throws IllegalStateException if that takes as long as a client waits
  void awaitGone(int many) {
    long latest = System.nanoTime() + PATIENCE.toNanos();
    while (gone() < many) {
      if (System.nanoTime() - latest > 0) {
        throw new IllegalStateException("the upstream still answers somebody who has left");
      }
    }
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
        .timeout(PATIENCE)
        .header("authorization", "Bearer " + KEY)
        .header("content-type", "application/json");
  }

  <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    http.shutdownNow();
    gateway.stop(Duration.ZERO);
    turning.interrupt();
    upstream.close();
  }
}
