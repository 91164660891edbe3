package dev.millrace.gateway.profile;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Fresh ids that sort by time and cannot be guessed. Thread-safe.
final class AnswerIds {
  private final InstantSource clock;
  private final RandomGenerator random = new SecureRandom();

  AnswerIds(InstantSource clock) {
    this.clock = clock;
  }

  UUID next() {
    return UuidV7.of(clock.millis(), random.nextLong(), random.nextLong());
  }
}
