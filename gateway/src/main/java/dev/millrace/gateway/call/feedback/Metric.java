package dev.millrace.gateway.call.feedback;

import java.util.Optional;

/// What feedback may be about.
///
/// @param level what it is given to; absent: to either
public record Metric(Type type, Optional<Level> level) {
  /// What the value of feedback is.
  public enum Type {
    BOOLEAN,
    FLOAT,
    /// A text.
    COMMENT,
    /// The answer that would have been right; of an inference alone.
    DEMONSTRATION
  }

  /// What feedback is given to.
  public enum Level {
    INFERENCE,
    EPISODE
  }
}
