package dev.millrace.gateway.attach;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;

/// Where links may lead.
///
/// @param ports at public addresses
/// @param exempt allowed whatever they are, as an operator's own store of files
public record Policy(Set<Integer> ports, Set<InetSocketAddress> exempt) {
  public Policy {
    ports = Set.copyOf(ports);
    exempt = Set.copyOf(exempt);
  }

  /// The public internet, at the ports 80 and 443.
  public static Policy usual() {
    return new Policy(Set.of(80, 443), Set.of());
  }

  /// The same, but for these.
  public Policy exempting(Set<InetSocketAddress> others) {
    return new Policy(ports, others);
  }

  boolean allows(int port) {
    return ports.contains(port) || exempt.stream().anyMatch(place -> place.getPort() == port);
  }

  boolean allows(InetAddress address, int port) {
    return (ports.contains(port) && Addresses.isPublic(address))
        || exempt.contains(new InetSocketAddress(address, port));
  }
}
