package dev.millrace.gateway.provider;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// A row of the table of providers: somebody who speaks a dialect at an address.
///
/// @param base without a trailing slash, as `https://api.openai.com/v1`
/// @param headers sent with every request, beside the credential
public record Provider(
    String name, URI base, Credential credential, Map<String, String> headers, Patience patience) {
  public Provider {
    headers = Map.copyOf(headers);
  }

  /// How long we wait for it.
  ///
  /// @param connect for a connection
  /// @param first for the first event
  /// @param stall for any further one
  public record Patience(Duration connect, Duration first, Duration stall) {}
}
