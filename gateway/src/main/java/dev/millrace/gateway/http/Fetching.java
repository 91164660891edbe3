package dev.millrace.gateway.http;

import dev.millrace.gateway.attach.Carrier;
import dev.millrace.gateway.attach.Carrier.Answer;
import dev.millrace.gateway.attach.Carrier.Errand;
import dev.millrace.gateway.loop.Loop;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// One errand on its way. Used on its loop only.
final class Fetching {
  private static final int OK = 200;

  private final Loop loop;
  private final Errand errand;
  private final CompletableFuture<Answer> answer;
  private final Buffer body = Buffer.buffer();
  private Optional<HttpClientRequest> request = Optional.empty();
  private Loop.Timer timer = () -> {};

  Fetching(Loop loop, Errand errand, CompletableFuture<Answer> answer) {
    this.loop = loop;
    this.errand = errand;
    this.answer = answer;
  }

  void start(HttpClient client) {
    timer = loop.after(errand.limit(), () -> fail(new SocketTimeoutException("it took too long")));
    client
        .request(options())
        .onSuccess(this::send)
        .onFailure(why -> fail(new ConnectException(why.getMessage())));
  }

  private RequestOptions options() {
    var url = errand.url();
    var secure = "https".equalsIgnoreCase(url.getScheme());
    var port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
    var path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setSsl(secure)
        .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(errand.address(), port)))
        .setHost(url.getHost())
        .setPort(port)
        .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
        .setFollowRedirects(false)
        .setConnectTimeout(errand.limit().toMillis())
        .putHeader("accept", "*/*")
        .putHeader("accept-encoding", "identity");
  }

  private void send(HttpClientRequest made) {
    request = Optional.of(made);
    if (answer.isDone()) {
      close();
      return;
    }
    made.exceptionHandler(_ -> {}); // every failure reaches the future or the response as well
    made.send().onSuccess(this::head).onFailure(this::broken);
  }

  private void head(HttpClientResponse came) {
    came.exceptionHandler(this::broken);
    if (came.statusCode() != OK) {
      finish(came);
      close();
      return;
    }
    if (length(came) > errand.most()) {
      fail(new Carrier.TooLarge(errand.most()));
      return;
    }
    came.handler(this::chunk);
    came.endHandler(_ -> finish(came));
  }

  /// Zero when it is not told, or not told well.
  private static long length(HttpClientResponse came) {
    var told = Optional.ofNullable(came.getHeader("content-length")).orElse("");
    return told.matches("\\d{1,18}") ? Long.parseLong(told) : 0;
  }

  private void chunk(Buffer bytes) {
    if (answer.isDone()) {
      return;
    }
    if (body.length() + (long) bytes.length() > errand.most()) {
      fail(new Carrier.TooLarge(errand.most()));
      return;
    }
    body.appendBuffer(bytes);
  }

  private void finish(HttpClientResponse came) {
    timer.cancel();
    Map<String, String> headers = Sending.headers(came);
    answer.complete(new Answer(came.statusCode(), headers, body.getBytes()));
  }

  private void broken(Throwable why) {
    fail(new IOException(why));
  }

  private void fail(IOException why) {
    timer.cancel();
    if (answer.completeExceptionally(why)) {
      close();
    }
  }

  private void close() {
    request.ifPresent(made -> {
      var _ = made.reset();
      var _ = made.connection().close();
    });
  }
}
