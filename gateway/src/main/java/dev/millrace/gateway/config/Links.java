package dev.millrace.gateway.config;

import dev.millrace.gateway.yaml.Fields;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// How links in requests are followed, where their bytes are needed.
///
/// @param timeout how long one may take
/// @param allow addresses that may be reached though they are not of the public internet, each with
///     its port; all others are refused
public record Links(Duration timeout, Set<InetSocketAddress> allow) {
  private static final Pattern PLACE =
      Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.]+]):(\\d{1,5})");
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  public Links {
    allow = Set.copyOf(allow);
  }

  /// Ten seconds, and the public internet alone.
  public static Links defaults() {
    return new Links(Duration.ofSeconds(10), Set.of());
  }

  static Links read(Fields fields) {
    var unsaid = defaults();
    var timeout = fields.duration("timeout", SHORTEST, LONGEST).orElse(unsaid.timeout);
    var allow = new HashSet<InetSocketAddress>();
    for (String text : fields.texts("allow").values()) {
      var place = place(text);
      if (place.isEmpty()) {
        fields.problem(
            "allow", "holds `" + text + "`, which is no address with a port, as 10.0.0.5:9000");
      }
      place.ifPresent(allow::add);
    }
    fields.end();
    return new Links(timeout, allow);
  }

  /// Addresses only: what a name means may change.
  private static Optional<InetSocketAddress> place(String text) {
    var parts = PLACE.matcher(text);
    if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65535) {
      return Optional.empty();
    }
    try {
      var address = InetAddress.ofLiteral(parts.group(1).replaceAll("[\\[\\]]", ""));
      return Optional.of(new InetSocketAddress(address, Integer.parseInt(parts.group(2))));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
