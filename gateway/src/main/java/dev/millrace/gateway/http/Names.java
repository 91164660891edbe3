package dev.millrace.gateway.http;

import dev.millrace.gateway.loop.Loop;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Finds the addresses of hosts, as the JDK does, without keeping a loop waiting.
final class Names {
  private static final long FRESH = Duration.ofSeconds(30).toNanos();

  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private record Known(List<InetAddress> addresses, long since) {}

  /// Tells `found` the addresses on the loop, at once if they are known; none when there is no such
  /// host.
  void find(String host, Loop loop, Consumer<List<InetAddress>> found) {
    var before = known.get(host);
    if (before != null && System.nanoTime() - before.since() < FRESH) {
      found.accept(before.addresses());
      return;
    }
    Thread.ofVirtual()
        .name("name of " + host)
        .start(() -> {
          var addresses = ask(host);
          loop.run(() -> found.accept(addresses));
        });
  }

  private List<InetAddress> ask(String host) {
    try {
      var addresses = List.of(InetAddress.getAllByName(host));
      known.put(host, new Known(addresses, System.nanoTime()));
      return addresses;
    } catch (UnknownHostException e) {
      return List.of();
    }
  }
}
