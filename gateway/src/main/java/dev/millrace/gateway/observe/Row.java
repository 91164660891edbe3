package dev.millrace.gateway.observe;

import dev.millrace.llm.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One request that ended, as it is remembered for a while.
///
/// @param number counts up from the first; no two are alike
/// @param model the id of the model that answered, if one was asked
/// @param trouble its message is empty where nothing of a request may be kept
public record Row(
    long number,
    Origin origin,
    Optional<String> model,
    int status,
    Usage usage,
    Optional<Duration> first,
    Duration took,
    Optional<Trouble> trouble) {
  /// When it came.
  public Instant at() {
    return origin.at();
  }

  /// Tokens generated in a second, from the first to the last; absent for an answer of one word.
  public Optional<Double> speed() {
    return first
        .map(took::minus)
        .filter(speaking -> speaking.toMillis() > 0 && usage.output() > 1)
        .map(speaking -> (usage.output() - 1) * 1000.0 / speaking.toMillis());
  }
}
