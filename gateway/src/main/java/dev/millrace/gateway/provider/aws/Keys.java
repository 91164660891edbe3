package dev.millrace.gateway.provider.aws;

import java.time.Instant;
import java.util.Optional;

/// An access key of AWS.
///
/// @param token that goes with keys that do not last
/// @param expires when it stops working, or is to be looked for again
public record Keys(String id, String secret, Optional<String> token, Optional<Instant> expires) {
  @Override
  public String toString() {
    return "Keys[id=" + id + ", secret=***]";
  }
}
