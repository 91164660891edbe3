package dev.millrace.gateway.attach;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Finds the addresses of a host. May block.
@FunctionalInterface
public interface Resolver {
  /// All of them, best first.
  ///
  /// @throws UnknownHostException if there is no such host
  List<InetAddress> addresses(String host) throws UnknownHostException;

  /// As the JDK does it.
  static Resolver system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
