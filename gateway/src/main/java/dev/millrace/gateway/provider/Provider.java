package dev.millrace.gateway.provider;

import dev.millrace.llm.Failure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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

  /// What it has said without our credential, which some repeat in errors.
  byte[] redacted(byte[] body) {
    var secrets = credential.secrets();
    if (secrets.isEmpty()) {
      return body;
    }
    String text = new String(body, StandardCharsets.UTF_8);
    for (String secret : secrets) {
      text = text.replace(secret, "***");
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// What became of a request when its connection did not hold.
  Failure failure(Transport.Trouble trouble, String why) {
    return switch (trouble) {
      case UNREACHABLE -> new Failure.Unavailable("provider " + name + " " + why);
      case SILENT -> new Failure.Silent(name, patience.first());
      case BROKEN -> new Failure.Truncated(name, why);
    };
  }

  /// How long we wait for it.
  ///
  /// @param connect for a connection
  /// @param first for the first event
  /// @param stall for any further one
  public record Patience(Duration connect, Duration first, Duration stall) {}
}
