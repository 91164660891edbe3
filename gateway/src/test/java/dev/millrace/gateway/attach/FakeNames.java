package dev.millrace.gateway.attach;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A name server that says what it was told to say; literal addresses are themselves. Asked again
/// it gives the next answer, and at last the same for ever.
final class FakeNames implements Resolver {
  private final Map<String, Deque<List<InetAddress>>> answers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  FakeNames with(String host, String... addresses) {
    answers
        .computeIfAbsent(host, _ -> new ArrayDeque<>())
        .add(Stream.of(addresses).map(InetAddress::ofLiteral).toList());
    return this;
  }

  /// Every host that was asked for, in order.
  synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public synchronized List<InetAddress> addresses(String host) throws UnknownHostException {
    asked.add(host);
    var known = answers.get(host);
    if (known != null) {
      return known.size() > 1 ? known.removeFirst() : known.getFirst();
    }
    try {
      return List.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException _) {
      throw new UnknownHostException(host);
    }
  }
}
