package dev.millrace.gateway.observe;

import java.time.Instant;
import java.util.Map;

/// Where a request came from, and what it asked for.
///
/// @param id made by us
/// @param account whose it is
/// @param host at which it came, in small letters and without a port; empty when it named none
/// @param asked the model, as the client called it; empty when that could not be read
/// @param stream whether the answer was to come piece by piece
/// @param zeroRetention whether nothing that may come from the request itself may be kept
/// @param labels what its surface wants to be logged, by name
public record Origin(
    String id,
    Instant at,
    String account,
    String host,
    String asked,
    boolean stream,
    boolean zeroRetention,
    Map<String, String> labels) {
  public Origin {
    labels = Map.copyOf(labels);
  }
}
