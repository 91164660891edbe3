package dev.millrace.gateway.http;

import static java.lang.System.Logger.Level.DEBUG;

import dev.millrace.gateway.call.Refuser;
import dev.millrace.gateway.call.Route;
import dev.millrace.gateway.http.ServerSettings.Limits;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Listens for clients over HTTP/1.1 and brings whole requests to their endpoints.
public final class Server {
  private static final System.Logger LOG = System.getLogger(Server.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ServerSettings settings;
  private final SocketAddress address;
  private final List<Ear> ears;

  /// One that serves the same at every host.
  public Server(EventLoops loops, ServerSettings settings, List<Route> routes, Refuser refuser) {
    this(loops, settings, new Sites(new Site(routes, refuser), Map.of()));
  }

  public Server(EventLoops loops, ServerSettings settings, Sites sites) {
    this.settings = settings;
    address =
        settings.port() == 0
            ? loops.free(settings.host())
            : SocketAddress.inetSocketAddress(settings.port(), settings.host());
    var rules = new Desk.Rules(settings.limits(), new RequestIds());
    ears = loops.contexts().stream().map(loop -> ear(loops, new Desk(loop, sites, rules))).toList();
  }

  /// One loop's listener and who sits behind it.
  private record Ear(Desk desk, HttpServer listener) {}

  private Ear ear(EventLoops loops, Desk desk) {
    var listener =
        loops
            .vertx()
            .createHttpServer(config())
            .connectionHandler(desk::connected)
            .requestHandler(desk::asked)
            .invalidRequestHandler(desk::garbled)
            .exceptionHandler(why -> LOG.log(DEBUG, "A connection failed", why));
    return new Ear(desk, listener);
  }

  private HttpServerConfig config() {
    var config = new HttpServerConfig();
    config.setVersions(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1);
    config.setStrictThreadMode(true);
    config.getTcpConfig().setAcceptBacklog(4096);
    var head = settings.limits().head();
    config.setHttp1Config(
        new Http1ServerConfig()
            .setMaxInitialLineLength(head)
            .setMaxHeaderSize(head)
            .setMaxChunkSize(64 * 1024));
    return config;
  }

  /// Starts to listen; returns the port.
  ///
  /// @throws IOException if the port is taken or the host is not ours
  public int start() throws IOException {
    for (var ear : ears) {
      try {
        listen(ear).orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
      } catch (CompletionException e) {
        var where = settings.host() + ":" + settings.port();
        throw new IOException("cannot listen on " + where + ": " + e.getCause(), e);
      }
    }
    return ears.getFirst().listener().actualPort();
  }

  private CompletableFuture<Void> listen(Ear ear) {
    var listening = new CompletableFuture<Void>();
    var loop = ear.desk().loop();
    loop.run(() -> {
      loop.context().setPeriodic(period(settings.limits()), _ -> ear.desk().sweep());
      ear.listener()
          .listen(address)
          .onSuccess(_ -> listening.complete(null))
          .onFailure(listening::completeExceptionally);
    });
    return listening;
  }

  /// Milliseconds from one look at who is too slow to the next.
  private static long period(Limits limits) {
    var shortest =
        Stream.of(limits.slowHead(), limits.slowBody(), limits.idle())
            .mapToLong(Duration::toMillis)
            .min()
            .orElseThrow();
    return Math.clamp(shortest / 4, 5, 1000);
  }

  /// Takes no more requests, lets those under way end, and after the grace cuts off the rest.
  /// Returns when it is done.
  ///
  /// @return whether every answer was given whole, or its client had left
  public boolean stop(Duration grace) {
    var done = ears.stream().map(ear -> drain(ear, grace)).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(done)
        .orTimeout(grace.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(why -> {
          LOG.log(DEBUG, "The listener did not close well", why);
          return null;
        })
        .join();
    return ears.stream().noneMatch(ear -> ear.desk().lost());
  }

  private static CompletableFuture<Void> drain(Ear ear, Duration grace) {
    var drained = new CompletableFuture<Void>();
    var desk = ear.desk();
    desk.loop()
        .run(() -> {
          desk.drain();
          var timer = desk.loop().after(grace, desk::cut);
          ear.listener()
              .shutdown(grace.plus(PATIENCE))
              .onComplete(_ -> {
                timer.cancel();
                drained.complete(null);
              });
        });
    return drained;
  }
}
