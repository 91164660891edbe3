package dev.millrace.gateway.provider;

import java.util.Map;
import java.util.Optional;

/// How we show a provider who we are. Never logged.
public sealed interface Credential {
  /// `Authorization: Bearer`.
  record Bearer(String token) implements Credential {
    @Override
    public String toString() {
      return "Bearer[token=***]";
    }
  }

  /// Not at all.
  record Anonymous() implements Credential {}

  /// The headers that say so.
  default Map<String, String> headers() {
    return switch (this) {
      case Bearer(var token) -> Map.of("authorization", "Bearer " + token);
      case Anonymous _ -> Map.of();
    };
  }

  /// What must not be repeated to anybody.
  default Optional<String> secret() {
    return switch (this) {
      case Bearer(var token) -> Optional.of(token);
      case Anonymous _ -> Optional.empty();
    };
  }
}
