package dev.millrace.gateway.call;

import java.util.Map;
import java.util.Optional;

/// One request as it came over the network, whole and within the limits of size and time.
///
/// @param id made by us, `req_` and twelve hexadecimal digits; every answer carries it as
///     `x-request-id`
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
  public Arrival {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /// A header, by lower-case name.
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
