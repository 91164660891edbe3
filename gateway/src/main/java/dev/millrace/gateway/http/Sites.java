package dev.millrace.gateway.http;

import java.util.Locale;
import java.util.Map;

/// What is served at which host.
///
/// @param usual for every host that is not named
/// @param named by host, in small letters and without a port
public record Sites(Site usual, Map<String, Site> named) {
  public Sites {
    named = Map.copyOf(named);
  }

  /// @param authority as it stands in the header `Host`
  Site at(String authority) {
    return named.isEmpty() ? usual : named.getOrDefault(host(authority), usual);
  }

  /// `Pass.Example.com.:8080` is `pass.example.com`; `[::1]:80` is `[::1]`.
  static String host(String authority) {
    var text = authority.strip().toLowerCase(Locale.ROOT);
    var colon = text.lastIndexOf(':');
    var host = colon > text.lastIndexOf(']') ? text.substring(0, colon) : text;
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }
}
