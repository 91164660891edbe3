package dev.millrace.gateway.cli;

import dev.millrace.gateway.config.ProviderConfig;
import java.time.Duration;
import java.util.Optional;

/// Asks providers whether they answer.
@FunctionalInterface
public interface Asker {
  /// Asks one. Blocks; any number at once.
  ///
  /// @param model one that it is said to run; absent: none is known
  Finding ask(ProviderConfig provider, Optional<String> model);

  /// What came of it.
  ///
  /// @param latency to the answer; zero without one
  /// @param words what was asked, or what is wrong and what to do; never a secret
  record Finding(boolean answers, Duration latency, String words) {
    /// It does not answer, or not as it should.
    public static Finding wrong(String words) {
      return new Finding(false, Duration.ZERO, words);
    }
  }
}
