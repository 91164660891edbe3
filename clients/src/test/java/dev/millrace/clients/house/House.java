package dev.millrace.clients.house;

import dev.millrace.gateway.Gateway;
import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.config.ConfigFile;
import dev.millrace.gateway.config.ConfigFile.Reading;
import dev.millrace.gateway.config.Listener;
import dev.millrace.gateway.tenant.Keys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/// A real gateway on a free port of this machine with the bundled model and a scripted provider, as
/// `house.yaml` says.
public final class House implements AutoCloseable {
  /// The key that it lets in.
  public static final String KEY = "a-key-for-tests";

  /// How long a client waits.
  public static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Provider provider = new Provider();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Gateway gateway;

  private House() {
    try {
      Path data = Files.createTempDirectory("millrace");
      var keys = Keys.open(data, Optional.of(KEY), new Random(1));
      gateway = Gateway.start(config(data, provider.base()), keys, data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Opens one.
  public static House open() {
    return new House();
  }

  /// The provider behind it.
  public Provider provider() {
    return provider;
  }

  /// Where a path of it is.
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + gateway.port() + path);
  }

  /// A request with the key.
  public HttpRequest.Builder request(String path) {
    return anonymous(path).header("authorization", "Bearer " + KEY);
  }

  /// A request without a key.
  public HttpRequest.Builder anonymous(String path) {
    return HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
  }

  /// Posts JSON with the key.
  public HttpResponse<String> post(String path, String body) {
    return send(
        request(path)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /// Gets with the key.
  public HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  /// Sends a request and reads the whole answer.
  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Config config(Path folder, URI provider) throws IOException {
    var file = folder.resolve("house.yaml");
    try (InputStream text =
        Objects.requireNonNull(House.class.getResourceAsStream("/house.yaml"))) {
      var yaml = new String(text.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(file, yaml.replace("PROVIDER", provider.toString()));
    }
    return switch (ConfigFile.read(file, Map.of())) {
      case Reading.Good(var config, _) -> config.withListener(Listener.defaults().withPort(0));
      case Reading.Bad(var problems) -> throw new IllegalStateException(problems.toString());
    };
  }

  @Override
  public void close() {
    http.close();
    gateway.stop(Duration.ZERO);
    provider.close();
  }
}
