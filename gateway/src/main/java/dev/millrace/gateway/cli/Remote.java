package dev.millrace.gateway.cli;

import dev.millrace.gateway.config.ProviderConfig;
import dev.millrace.gateway.dialect.openai.chat.Failures;
import dev.millrace.gateway.dialect.openai.chat.Requests;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Upstream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;

/// A server that speaks OpenAI's chat protocol, for the one conversation of a terminal: plain
/// blocking code, where the gateway's own way upstream is made for thousands.
final class Remote implements Upstream, AutoCloseable {
  private final ProviderConfig provider;
  private final HttpClient client;

  Remote(ProviderConfig provider) {
    this.provider = provider;
    this.client = HttpClient.newBuilder().connectTimeout(provider.connect()).build();
  }

  /// The first model that it offers.
  ///
  /// @throws Refused when it does not say
  String firstModel() {
    var request = to("/models").GET().build();
    try (InputStream body = accepted(client.send(request, BodyHandlers.ofInputStream()))) {
      return firstId(JsonReader.readObject(body.readAllBytes()));
    } catch (IOException e) {
      throw new Refused(unreachable(e));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new Refused(new Failure.Unavailable("interrupted"));
    }
  }

  @Override
  public Exchange open(Request request, Sink sink) {
    var stream = new RemoteStream(provider.name(), sink);
    stream.start(() -> accepted(client.send(post(request), BodyHandlers.ofInputStream())));
    return stream;
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }

  private HttpRequest post(Request request) {
    return to("/chat/completions")
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(Requests.write(request, true)))
        .build();
  }

  private HttpRequest.Builder to(String path) {
    var request =
        HttpRequest.newBuilder(URI.create(provider.baseUrl() + path))
            .timeout(provider.firstEvent())
            .header("user-agent", "millrace");
    provider.headers().forEach(request::header);
    provider.apiKey().ifPresent(key -> request.header("authorization", "Bearer " + key.value()));
    return request;
  }

  private InputStream accepted(HttpResponse<InputStream> response) throws IOException {
    if (response.statusCode() == 200) {
      return response.body();
    }
    Map<String, String> headers = new HashMap<>();
    response.headers().map().forEach((name, all) -> headers.put(name, String.join(",", all)));
    try (var body = response.body()) {
      var start = body.readNBytes(64 * 1024);
      throw new Refused(Failures.read(response.statusCode(), headers, start, provider.name()));
    }
  }

  private String firstId(Json.Fields list) {
    if (list.values().get("data") instanceof Json.Items(var models)
        && !models.isEmpty()
        && models.getFirst() instanceof Json.Fields(var model)
        && model.get("id") instanceof Json.Text(var id)) {
      return id;
    }
    throw new Refused(new Failure.Unavailable(provider.name() + " lists no models; name one"));
  }

  static Failure unreachable(IOException problem) {
    var why =
        problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
    return new Failure.Unavailable("the server cannot be reached: " + why);
  }
}
