package dev.millrace.gateway.http;

import static java.lang.System.Logger.Level.DEBUG;

import dev.millrace.gateway.loop.Loop;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.transport.Transport;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// The threads of the data path, one for each core, and the way that they wait for the network: the
/// kernel's epoll where there is one, else io_uring or the JDK's own. With io_uring a connection that
/// its provider resets while we do not read it is not told of (Netty 4.2.17, 2026-11).
public final class EventLoops implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(EventLoops.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Vertx vertx;
  private final String transport;
  private final List<ContextLoop> all;
  private final Map<Thread, ContextLoop> byThread = new HashMap<>();
  private final AtomicInteger freePorts = new AtomicInteger();

  private EventLoops(Vertx vertx, String transport, int count) {
    this.vertx = vertx;
    this.transport = transport;
    all =
        Stream.generate(() -> ((VertxInternal) vertx).createEventLoopContext())
            .limit(count)
            .map(ContextLoop::new)
            .toList();
    all.forEach(loop -> byThread.put(loop.thread(PATIENCE), loop));
  }

  /// Starts one for each core.
  public static EventLoops start() {
    return start(Runtime.getRuntime().availableProcessors());
  }

  /// Starts as many as asked for.
  public static EventLoops start(int count) {
    var wanted = Stream.of("epoll", "io_uring", "kqueue");
    return start(count, wanted.toList());
  }

  /// Starts on the first of these transports that works here, else on the JDK's.
  static EventLoops start(int count, List<String> wanted) {
    // It reads these once, as it is loaded: names are resolved by the JDK, and web sockets are not
    // served, so that every request comes to our own handler.
    System.setProperty("vertx.disableDnsResolver", "true");
    System.setProperty("vertx.disableWebsockets", "true");
    for (var name : wanted) {
      try {
        var transport = named(name);
        if (transport.available()) {
          return new EventLoops(open(transport, count), name, count);
        }
        LOG.log(DEBUG, "No {0} here: {1}", name, transport.unavailabilityCause());
      } catch (IllegalStateException | LinkageError e) {
        LOG.log(DEBUG, "No " + name + " here", e);
      }
    }
    return new EventLoops(open(Transport.NIO, count), "nio", count);
  }

  private static Transport named(String name) {
    var found =
        switch (name) {
          case "io_uring" -> Transport.IO_URING;
          case "epoll" -> Transport.EPOLL;
          case "kqueue" -> Transport.KQUEUE;
          default -> Transport.NIO;
        };
    if (found == null) {
      throw new IllegalStateException("not on the class path");
    }
    return found;
  }

  private static Vertx open(Transport transport, int count) {
    var files =
        new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
    var options = new VertxOptions().setEventLoopPoolSize(count).setFileSystemOptions(files);
    return Vertx.builder().with(options).withTransport(transport).build();
  }

  /// All of them.
  public List<Loop> loops() {
    return List.copyOf(all);
  }

  /// The name of the way they wait: `io_uring`, `epoll`, `kqueue` or `nio`.
  public String transport() {
    return transport;
  }

  List<ContextLoop> contexts() {
    return all;
  }

  /// The loop whose thread calls.
  ContextLoop current() {
    var loop = byThread.get(Thread.currentThread());
    if (loop == null) {
      throw new IllegalStateException("not on a loop: " + Thread.currentThread().getName());
    }
    return loop;
  }

  /// An address with a port that is free, shared by the loops that listen on it.
  SocketAddress free(String host) {
    return SocketAddress.sharedRandomPort(freePorts.incrementAndGet(), host);
  }

  Vertx vertx() {
    return vertx;
  }

  /// Ends the threads and whatever connection is still open.
  @Override
  public void close() {
    try {
      vertx.close().await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.log(DEBUG, "The loops did not end in time", e);
    }
  }
}
