package dev.millrace.gateway.provider.google;

import java.time.Duration;
import java.time.Instant;

/// An access token.
///
/// @param renewed when another one is to be fetched; a while before it expires, so that nobody waits
///     at its very end
record Token(String value, Instant renewed, Instant expires) {
  private static final Duration BEFORE = Duration.ofMinutes(4);

  /// One that was fetched at `now`. Google's metadata server hands out the same one until five
  /// minutes before its end, and then a new one; of a very short one half is used.
  static Token of(String value, Instant now, Duration lifetime) {
    var half = lifetime.dividedBy(2);
    var ahead = BEFORE.compareTo(half) < 0 ? BEFORE : half;
    return new Token(value, now.plus(lifetime).minus(ahead), now.plus(lifetime));
  }

  boolean isFresh(Instant now) {
    return now.isBefore(renewed);
  }

  boolean isValid(Instant now) {
    return now.isBefore(expires);
  }

  @Override
  public String toString() {
    return "Token[value=***, expires=" + expires + "]";
  }
}
