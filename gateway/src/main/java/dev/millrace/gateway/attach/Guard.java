package dev.millrace.gateway.attach;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Decides whether a link may be followed, and where to. Hosts are resolved here and nowhere else:
/// whoever connects uses the addresses that were looked at.
final class Guard {
  private static final int LONGEST = 4096;
  private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern FOUR = Pattern.compile("(" + BYTE + "\\.){3}" + BYTE);

  /// What some take for a number: decimal, octal or hexadecimal, in one part or up to four; with a
  /// port or without.
  private static final Pattern NUMBER = Pattern.compile("(.*\\.)?(\\d+|0x[\\da-f]*)(:\\d*)?");

  private static final Pattern NAME =
      Pattern.compile("[a-z\\d]([a-z\\d-]{0,61}[a-z\\d])?(\\.[a-z\\d]([a-z\\d-]{0,61}[a-z\\d])?)*");
  private static final int LONGEST_NAME = 253;

  private final Policy policy;
  private final Resolver resolver;

  Guard(Policy policy, Resolver resolver) {
    this.policy = policy;
    this.resolver = resolver;
  }

  /// A link that may be followed.
  ///
  /// @param url without a fragment, all ASCII
  /// @param addresses the only ones to connect to; at least one
  record Checked(URI url, List<InetAddress> addresses) {
    Checked {
      addresses = List.copyOf(addresses);
    }
  }

  Checked check(String link) throws Unfetched {
    URI url = url(link);
    String host = host(url);
    int port = port(url);
    if (!policy.allows(port)) {
      throw new Unfetched("it names port " + port + ", which is not allowed");
    }
    List<InetAddress> addresses = addresses(host);
    if (!addresses.stream().allMatch(address -> policy.allows(address, port))) {
      throw new Unfetched("its host is not one of the public internet");
    }
    return new Checked(url, addresses);
  }

  private static URI url(String link) throws Unfetched {
    if (link.length() > LONGEST) {
      throw new Unfetched("it is longer than " + LONGEST + " characters");
    }
    try {
      URI given = new URI(link);
      var scheme = Optional.ofNullable(given.getScheme()).orElse("").toLowerCase(Locale.ROOT);
      if (!Set.of("http", "https").contains(scheme) || given.isOpaque()) {
        throw new Unfetched("only links that begin with http:// or https:// are followed");
      }
      String whole = given.toASCIIString();
      int fragment = whole.indexOf('#');
      return new URI(fragment < 0 ? whole : whole.substring(0, fragment));
    } catch (URISyntaxException _) {
      throw new Unfetched("it is not a valid URL");
    }
  }

  /// The host, in lower case; one of IPv6 without its brackets.
  private static String host(URI url) throws Unfetched {
    var authority = Optional.ofNullable(url.getRawAuthority()).orElse("");
    if (authority.contains("@")) {
      throw new Unfetched("it must not hold a user name or a password");
    }
    String host = Optional.ofNullable(url.getHost()).orElse("").toLowerCase(Locale.ROOT);
    if (host.startsWith("[") && !host.contains("%")) {
      return host.substring(1, host.length() - 1);
    }
    if (FOUR.matcher(host).matches()) {
      return host;
    }
    if (NUMBER.matcher(authority.toLowerCase(Locale.ROOT)).matches()) {
      throw new Unfetched("its host is a number in another form than the usual four, as 192.0.2.1");
    }
    if (host.length() > LONGEST_NAME || !NAME.matcher(host).matches()) {
      throw new Unfetched("its host is not a valid name");
    }
    return host;
  }

  private static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
  }

  private List<InetAddress> addresses(String host) throws Unfetched {
    try {
      var addresses = resolver.addresses(host);
      if (!addresses.isEmpty()) {
        return addresses;
      }
    } catch (UnknownHostException _) {
      // the same as a host without addresses
    }
    throw new Unfetched("its host is not known");
  }
}
