package dev.millrace.gateway.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What Bud's surface offers beside models.
///
/// @param metrics what feedback may be about, by name
public record BudConfig(List<FunctionConfig> functions, Map<String, Metric> metrics) {
  public BudConfig {
    functions = List.copyOf(functions);
    metrics = Map.copyOf(metrics);
  }

  /// Nothing.
  public static BudConfig none() {
    return new BudConfig(List.of(), Map.of());
  }

  /// What feedback may be about.
  ///
  /// @param level what it is given to; absent: to either
  public record Metric(Type type, Optional<Level> level) {
    /// What the value of feedback is.
    public enum Type {
      BOOLEAN,
      FLOAT,
      COMMENT,
      DEMONSTRATION
    }

    /// What feedback is given to.
    public enum Level {
      INFERENCE,
      EPISODE
    }
  }
}
