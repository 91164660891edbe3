package dev.millrace.gateway.profile;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Fresh ids that sort by time and cannot be guessed. Thread-safe.
public final class AnswerIds {
  private final InstantSource clock;
  private final RandomGenerator random = new SecureRandom();

  public AnswerIds(InstantSource clock) {
    this.clock = clock;
  }

  /// The next one.
  public UUID next() {
    return UuidV7.of(clock.millis(), random.nextLong(), random.nextLong());
  }
}
