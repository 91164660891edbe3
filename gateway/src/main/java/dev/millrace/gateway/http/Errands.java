package dev.millrace.gateway.http;

import dev.millrace.gateway.attach.Carrier;
import io.vertx.core.http.Http1ClientConfig;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientConfig;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.ClientSSLOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// The [Carrier] over HTTP/1.1, with or without TLS. Each errand has a connection of its own, on one
/// of the loops in turn.
public final class Errands implements Carrier {
  /// A loop that is busy or has ended may be late to say that time is up.
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final int MOST_PER_HOST = 256;

  private final EventLoops loops;
  private final HttpClient client;
  private final AtomicInteger turn = new AtomicInteger();

  public Errands(EventLoops loops) {
    this(loops, new ClientSSLOptions());
  }

  /// Trusts other authorities than the JDK's.
  Errands(EventLoops loops, ClientSSLOptions trust) {
    this.loops = loops;
    var http = new Http1ClientConfig().setKeepAlive(false).setMaxHeaderSize(16 * 1024);
    var config = new HttpClientConfig().setVersions(HttpVersion.HTTP_1_1).setHttp1Config(http);
    client =
        loops
            .vertx()
            .httpClientBuilder()
            .with(config.setVerifyHost(true))
            .with(trust)
            .with(new PoolOptions().setHttp1MaxSize(MOST_PER_HOST))
            .withConnectHandler(connection -> connection.exceptionHandler(_ -> {}))
            .build();
  }

  @Override
  public Answer get(Errand errand) throws IOException {
    var all = loops.contexts();
    var loop = all.get(Math.floorMod(turn.getAndIncrement(), all.size()));
    var answer = new CompletableFuture<Answer>();
    var fetching = new Fetching(loop, errand, answer);
    loop.run(() -> fetching.start(client));
    try {
      return answer.get(errand.limit().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException why ? why : new IOException(e.getCause());
    } catch (TimeoutException _) {
      throw new SocketTimeoutException("the loop has not answered");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
