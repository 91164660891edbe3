package dev.millrace.gateway.call;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// One request as it came over the network, whole and within the limits of size and time.
///
/// @param id made by us, `req_` and twelve hexadecimal digits; see [#name]
/// @param path decoded, without the query
/// @param tail what the last wildcard of the route stands for, decoded; empty without one
/// @param query what follows the `?`, decoded, by name; several of one name are joined with a comma
/// @param headers by lower-case name; several of one name are joined with a comma
public record Arrival(
    String id,
    String method,
    String path,
    String tail,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {
  private static final Pattern OWN_NAME = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  public Arrival {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /// The same with another body.
  public Arrival withBody(byte[] other) {
    return new Arrival(id, method, path, tail, query, headers, other);
  }

  /// The name by which the client knows a request, and which its answer carries as `x-request-id`:
  /// its own, marked so that nobody takes it for one of ours, if it sent one that is fit.
  ///
  /// @param id made by us
  /// @param own what the client sent as `x-request-id`
  public static String name(String id, Optional<String> own) {
    return own.map(String::strip)
        .filter(name -> OWN_NAME.matcher(name).matches())
        .map(name -> "client_" + name)
        .orElse(id);
  }

  /// The name by which the client knows it.
  public String name() {
    return name(id, header("x-request-id"));
  }

  /// The host at which it came, in small letters and without a port; empty when it named none.
  public String host() {
    var authority = header("host").orElse("").strip().toLowerCase(Locale.ROOT);
    var colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
  }

  /// A header, by lower-case name.
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
