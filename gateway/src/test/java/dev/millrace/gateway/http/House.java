package dev.millrace.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.gateway.call.Arrival;
import dev.millrace.gateway.call.Client;
import dev.millrace.gateway.call.Route;
import dev.millrace.gateway.http.ServerSettings.Limits;
import dev.millrace.llm.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A server on a free port, with a refuser that says plainly what it was told.
final class House implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(20);

  final EventLoops loops = loops(2);
  final Server server;
  final int port;

  /// What came to the refuser.
  final BlockingQueue<Failure> refused = new LinkedBlockingQueue<>();

  House(Route... routes) {
    this(Limits.usual(), routes);
  }

  House(Limits limits, Route... routes) {
    this(limits, Map.of(), routes);
  }

  /// @param named what is served at hosts of their own
  House(Limits limits, Map<String, Site> named, Route... routes) {
    var sites = new Sites(new Site(List.of(routes), this::refuse), named);
    server = new Server(loops, new ServerSettings("127.0.0.1", 0, limits), sites);
    try {
      port = server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static EventLoops loops(int count) {
    var transport = System.getProperty("millrace.test.transport", "epoll io_uring kqueue");
    return EventLoops.start(count, List.of(transport.split(" ")));
  }

  /// The usual limits, but with these times.
  static Limits slowness(long head, long body, long idle) {
    return new Limits(
        20_000_000,
        16 * 1024,
        Duration.ofMillis(head),
        Duration.ofMillis(body),
        Duration.ofMillis(idle));
  }

  /// The usual limits, but for bodies.
  static Limits bodies(long most) {
    var usual = Limits.usual();
    return new Limits(most, usual.head(), usual.slowHead(), usual.slowBody(), usual.idle());
  }

  private void refuse(Arrival arrival, Failure failure, Client client) {
    refused.add(failure);
    answer(client, status(failure), failure.getClass().getSimpleName());
  }

  private static int status(Failure failure) {
    return switch (failure) {
      case Failure.NoSuchPath _ -> 404;
      case Failure.MethodNotAllowed _ -> 405;
      case Failure.TooSlow _ -> 408;
      case Failure.TooLarge _ -> 413;
      case Failure.UnsupportedMediaType _ -> 415;
      case Failure.Internal _ -> 500;
      case Failure.Unavailable _ -> 503;
      default -> 400;
    };
  }

  static void answer(Client client, int status, String text) {
    client.answer(status, Map.of("content-type", "text/plain"), text.getBytes(UTF_8));
  }

  /// Says the request back.
  static void echo(Arrival arrival, Client client) {
    var text = arrival.method() + " " + arrival.path() + " [" + arrival.tail() + "] ";
    answer(client, 200, text + new String(arrival.body(), UTF_8));
  }

  Wire wire() {
    return new Wire(port);
  }

  static <T> T next(BlockingQueue<T> queue) {
    try {
      var next = queue.poll(LONG.toSeconds(), TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing came");
      }
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.stop(Duration.ZERO);
    loops.close();
  }
}
