package dev.millrace.gateway;

import dev.millrace.gateway.cli.Asker.Finding;
import dev.millrace.gateway.config.Dialect;
import dev.millrace.gateway.config.ProviderConfig;
import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.provider.Credential;
import dev.millrace.gateway.vendor.Endpoint;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// One question to one provider: for its list of models where it has one, else for a few words.
/// Follows no redirect, so that a key goes nowhere else.
record Probing(ProviderConfig config, Credential credential, Protocol protocol) {
  private static final int LARGEST = 8 << 20;
  private static final int FEW = 16;

  /// Asks it. Blocks.
  static Finding ask(ProviderConfig config, Optional<String> model) {
    try {
      var credential = Credentials.of(config);
      if (!credential.ready()) {
        credential.refresh();
      }
      return new Probing(config, credential, Protocols.of(config)).ask(model);
    } catch (IOException e) {
      return Finding.wrong("no credentials: " + e.getMessage());
    }
  }

  private Finding ask(Optional<String> model) {
    var list =
        config
            .vendor()
            .filter(vendor -> vendor.dialects().getFirst().equals(config.dialect().word()))
            .flatMap(vendor -> vendor.proof().or(vendor::models))
            .map(at -> Endpoint.filled(at, config.settings()));
    try {
      if (list.isPresent()) {
        return list(list.get());
      }
      if (model.isPresent()) {
        return words(model.get());
      }
      return Finding.wrong(
          "cannot be asked: it has no list of models, and no model of the configuration is"
              + " deployed there; deploy one, or name its `vendor`");
    } catch (Refused refused) {
      return Finding.wrong(told(refused.failure()));
    } catch (IOException e) {
      return Finding.wrong(Unreached.why(config, e));
    }
  }

  private Finding list(String path) throws IOException {
    long begun = System.nanoTime();
    var headers = new HashMap<>(Map.of("accept", "application/json"));
    if (config.dialect() == Dialect.ANTHROPIC) {
      headers.put("anthropic-version", "2023-06-01"); // refused without (2026-11)
    }
    var answer = send(path, headers, Optional.empty());
    var latency = Duration.ofNanos(System.nanoTime() - begun);
    if (answer.statusCode() != 200) {
      return refused(answer);
    }
    try {
      JsonReader.read(answer.body());
    } catch (Refused _) {
      return Finding.wrong("what it answered at " + path + " is no JSON; look at `base-url`");
    }
    return new Finding(true, latency, "it answered at " + path);
  }

  private Finding words(String model) throws IOException {
    var hello = new Message(Role.USER, Optional.empty(), List.of(new Part.Text("Say hello.")));
    var request =
        Request.of(model, List.of(hello)).withBounds(new Bounds(OptionalInt.of(FEW), List.of(), 1));
    var written = protocol.write(request);
    long begun = System.nanoTime();
    var answer = send(written.path(), written.headers(), Optional.of(written.body()));
    var latency = Duration.ofNanos(System.nanoTime() - begun);
    if (answer.statusCode() != 200) {
      return refused(answer);
    }
    var incoming = protocol.answer(request);
    String type = answer.headers().firstValue("content-type").orElse("");
    if (incoming.streams(type.toLowerCase(Locale.ROOT))) {
      var stream = incoming.stream();
      stream.turn(answer.body(), _ -> {});
      stream.end(_ -> {});
    } else {
      incoming.whole(answer.body());
    }
    return new Finding(true, latency, model + " said a few words");
  }

  private HttpResponse<byte[]> send(String path, Map<String, String> beside, Optional<byte[]> body)
      throws IOException {
    var uri = URI.create(config.baseUrl() + path);
    var headers = new HashMap<>(config.headers());
    headers.putAll(beside);
    body.ifPresent(_ -> headers.put("content-type", "application/json"));
    headers.putAll(credential.headers(uri, headers, body.orElseGet(() -> new byte[0])));
    headers.remove("host"); // the client says it itself
    var request = HttpRequest.newBuilder(uri).timeout(config.firstEvent());
    headers.forEach(request::header);
    body.ifPresentOrElse(bytes -> request.POST(BodyPublishers.ofByteArray(bytes)), request::GET);
    try (var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.connect())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build()) {
      var handler = BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST);
      return client.send(request.build(), handler);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    }
  }

  private Finding refused(HttpResponse<byte[]> answer) {
    var headers = new TreeMap<String, String>();
    answer
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    var request = Request.of("m", List.<Message>of());
    var failure = protocol.answer(request).failure(answer.statusCode(), headers, answer.body());
    return Finding.wrong(
        advice(answer.statusCode()) + " (" + answer.statusCode() + " " + told(failure) + ")");
  }

  private String advice(int status) {
    return switch (status) {
      case 401, 403 ->
          config.apiKey().isPresent()
              ? "does not accept the key; put a valid one where `api-key-env`, `api-key-file` or the"
                  + " vendor's variable says"
              : "wants a key; say `api-key-env` or `api-key-file`";
      case 402 -> "accepts the key, but there is no credit left; pay, or use another";
      case 404, 405 ->
          "has no such thing there; look at `base-url`, `dialect` and the model's name";
      case 429 -> "answers, but limits how often it is asked; try again later, or ask for more";
      case 301, 302, 303, 307, 308 -> "has moved; say its new address in `base-url`";
      default -> status >= 500 ? "has a fault of its own; try again later" : "refused the question";
    };
  }

  private String told(Failure failure) {
    String words =
        switch (failure) {
          case Failure.Upstream(_, _, _, var message, _) -> message;
          case Failure.Overloaded(var why, _) -> why;
          case Failure.Truncated(_, var why) -> why;
          case Failure.BadRequest(var field, _, var why) -> field + " " + why;
          default -> failure.toString();
        };
    for (String secret : credential.secrets()) {
      words = words.replace(secret, "***");
    }
    return words.lines().findFirst().orElse("").strip();
  }
}
