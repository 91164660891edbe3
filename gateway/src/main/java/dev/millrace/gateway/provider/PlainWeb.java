package dev.millrace.gateway.provider;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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

/// The JDK's own client, past any proxy: what is asked lies nearby, or with the cloud itself. A new
/// one for each question, of which there is one in a quarter of an hour.
public final class PlainWeb implements Web {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration WHOLE = Duration.ofSeconds(10);
  private static final int LARGEST = 1 << 20;

  @Override
  public Answer ask(Question question) throws IOException {
    var builder =
        HttpRequest.newBuilder(question.uri())
            .method(question.method(), HttpRequest.BodyPublishers.ofString(question.body()));
    question.headers().forEach(builder::header);
    var client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
    try {
      return answer(client, builder.build());
    } finally {
      client.shutdownNow();
    }
  }

  /// The limit is of the whole: the client's own would be of the head alone.
  private static Answer answer(HttpClient client, HttpRequest request) throws IOException {
    String host = request.uri().getHost();
    try {
      var handler = BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST);
      return read(client.sendAsync(request, handler).get(WHOLE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(host + " was not waited for", e);
    } catch (TimeoutException e) {
      throw new IOException(host + " did not answer within " + WHOLE.toSeconds() + " seconds", e);
    } catch (ExecutionException e) {
      throw new IOException(host + " did not answer: " + why(e), e);
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
