package dev.millrace.gateway.provider.google;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// HTTP by the JDK's client, a new one for each request: there is one in an hour.
public final class JdkWeb implements Web {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration WHOLE = Duration.ofSeconds(10);
  private static final int LARGEST = 64 << 10;

  @Override
  public Answer ask(Ask ask) throws IOException {
    var request = HttpRequest.newBuilder(ask.uri());
    ask.headers().forEach(request::header);
    ask.form()
        .ifPresentOrElse(
            form ->
                request
                    .header("content-type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form)),
            request::GET);
    var client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    String host = ask.uri().getHost();
    try {
      var handler = BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST);
      return read(
          client.sendAsync(request.build(), handler).get(WHOLE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + host);
    } catch (TimeoutException _) {
      throw new IOException(host + " did not answer within " + WHOLE.toSeconds() + " seconds");
    } catch (ExecutionException e) {
      throw new IOException(host + " did not answer: " + why(e), e);
    } finally {
      client.shutdownNow();
    }
  }

  private static String why(ExecutionException e) {
    var cause = Optional.ofNullable(e.getCause());
    return cause
        .map(Throwable::getMessage)
        .filter(message -> !message.isBlank())
        .or(() -> cause.map(it -> it.getClass().getSimpleName()))
        .orElse("it broke");
  }

  private static Answer read(HttpResponse<byte[]> response) {
    Map<String, String> headers = new TreeMap<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return new Answer(response.statusCode(), headers, response.body());
  }
}
