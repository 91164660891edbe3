package dev.millrace.gateway.profile;

import dev.millrace.gateway.dialect.ErrorBody;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.dialect.openai.chat.Failures;
import dev.millrace.llm.Failure;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// OpenAI's surface, made strict: a field that we do not know is refused, not ignored.
public final class Standard implements Profile {
  private final InstantSource clock;
  private final RandomGenerator random = new SecureRandom();

  public Standard(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String newId(String prefix) {
    return prefix + UuidV7.of(clock.millis(), random.nextLong(), random.nextLong());
  }

  @Override
  public Unknown unknownFields(Optional<String> wish) {
    boolean lenient = wish.filter(value -> value.strip().equalsIgnoreCase("lenient")).isPresent();
    return lenient ? Unknown.DROP : Unknown.REFUSE;
  }

  @Override
  public ErrorBody error(Failure failure, String requestId, String prompt) {
    return Failures.write(failure, requestId, prompt);
  }
}
