package dev.millrace.gateway.provider;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// The JDK's own client, past any proxy: what is asked lies nearby, or with the cloud itself.
public final class PlainWeb implements Web {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration WHOLE = Duration.ofSeconds(10);
  private static final int LARGEST = 1 << 20;

  @Override
  public Answer ask(Question question) throws IOException {
    var builder =
        HttpRequest.newBuilder(question.uri())
            .timeout(WHOLE)
            .method(question.method(), HttpRequest.BodyPublishers.ofString(question.body()));
    question.headers().forEach(builder::header);
    try (var client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build()) {
      var answer = client.send(builder.build(), BodyHandlers.ofInputStream());
      try (var body = answer.body()) {
        return new Answer(answer.statusCode(), body.readNBytes(LARGEST));
      } finally {
        client.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(question.uri().getHost() + " was not waited for", e);
    }
  }
}
