package dev.millrace.gateway.http;

import static java.lang.System.Logger.Level.DEBUG;

import dev.millrace.gateway.call.Bugs;
import dev.millrace.gateway.provider.Transport;
import dev.millrace.llm.Upstream.Exchange;
import io.vertx.core.http.Http1ClientConfig;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.ClientSSLOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/// The [Transport] over HTTP/1.1, with or without TLS. Each loop has its own connections, kept
/// between requests, so that a client and its provider meet on one thread. Certificates are held
/// against the JDK's list of authorities and the provider's name. Redirects are not followed, and
/// nothing is compressed.
public final class Connections implements Transport {
  /// Shorter than what servers commonly grant, lest we send on a connection that is being closed.
  private static final Duration KEPT = Duration.ofSeconds(15);

  private static final System.Logger LOG = System.getLogger(Connections.class.getName());
  private static final int MOST_PER_PROVIDER = 20_000;

  private final EventLoops loops;
  private final Names names = new Names();
  private final Map<ContextLoop, HttpClient> clients = new HashMap<>();

  public Connections(EventLoops loops) {
    this(loops, new ClientSSLOptions());
  }

  /// Trusts other authorities than the JDK's.
  Connections(EventLoops loops, ClientSSLOptions trust) {
    this.loops = loops;
    for (var loop : loops.contexts()) {
      clients.put(loop, client(trust));
    }
  }

  private HttpClient client(ClientSSLOptions trust) {
    var http =
        new Http1ClientConfig()
            .setKeepAliveTimeout(KEPT)
            .setMaxChunkSize(64 * 1024)
            .setMaxHeaderSize(64 * 1024);
    var config = new HttpClientConfig().setVersions(HttpVersion.HTTP_1_1).setHttp1Config(http);
    var pool = new PoolOptions().setHttp1MaxSize(MOST_PER_PROVIDER);
    return loops
        .vertx()
        .httpClientBuilder()
        .with(config.setVerifyHost(true))
        .with(trust)
        .with(pool)
        .withConnectHandler(Connections::watch)
        .build();
  }

  /// What goes wrong on a connection is told to whoever uses it; the log need not know.
  private static void watch(HttpConnection connection) {
    connection.exceptionHandler(why -> LOG.log(DEBUG, "A connection failed", why));
  }

  @Override
  public Exchange send(Outgoing outgoing, Receiver receiver) {
    var loop = loops.current();
    var sending = new Sending(loop, outgoing, receiver);
    sending.start(Objects.requireNonNull(clients.get(loop), "a loop of other loops"), names);
    return sending;
  }

  @Override
  public void aside(Blocking task, Runnable done, Consumer<IOException> failed) {
    var loop = loops.current();
    Thread.startVirtualThread(() -> {
      try {
        task.run();
        loop.run(done);
      } catch (IOException why) {
        loop.run(() -> failed.accept(why));
      } catch (RuntimeException bug) {
        var why = new IOException("a bug of ours, reference " + Bugs.log(bug), bug);
        loop.run(() -> failed.accept(why));
      }
    });
  }
}
