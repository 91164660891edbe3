package dev.millrace.gateway;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.config.Listener;
import dev.millrace.gateway.tenant.Keys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/// A real gateway on a free port of this machine, for tests.
final class RunningGateway implements AutoCloseable {
  static final String KEY = "a-key-for-tests";

  private final Gateway gateway;
  private final HttpClient http = HttpClient.newHttpClient();

  private RunningGateway(Gateway gateway) {
    this.gateway = gateway;
  }

  static RunningGateway start(Config config) {
    try {
      Path data = Files.createTempDirectory("millrace");
      var keys = Keys.open(data, Optional.of(KEY), new Random(1));
      var listener = Listener.defaults().withPort(0);
      return new RunningGateway(Gateway.start(config.withListener(listener), keys, data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + gateway.port() + path);
  }

  /// The official client, which does not try again.
  OpenAIClient client() {
    return OpenAIOkHttpClient.builder()
        .baseUrl(uri("/v1").toString())
        .apiKey(KEY)
        .maxRetries(0)
        .timeout(Duration.ofMinutes(2))
        .build();
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  HttpResponse<String> chat(String body) {
    return send(chatRequest(body));
  }

  HttpResponse<String> post(String path, String body) {
    return send(postRequest(path, body));
  }

  HttpRequest.Builder chatRequest(String body) {
    return postRequest("/v1/chat/completions", body);
  }

  HttpRequest.Builder postRequest(String path, String body) {
    return request(path)
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path))
        .timeout(Duration.ofMinutes(2))
        .header("authorization", "Bearer " + KEY);
  }

  @Override
  public void close() {
    http.close();
    gateway.stop(Duration.ZERO);
  }
}
