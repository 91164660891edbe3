package dev.millrace.llm;

import java.util.Optional;
import java.util.OptionalInt;

/// Whether, and how much, the model is to think before it answers.
///
/// @param effort how much, where the client said it in words; only with [Mode#ON]
/// @param budget the most tokens to think, where the client said it in numbers; only with [Mode#ON]
/// @param kept whether the thoughts of earlier turns are put before the model again
public record Reasoning(Mode mode, Optional<Effort> effort, OptionalInt budget, boolean kept) {
  /// As the model does by itself.
  public static final Reasoning UNSAID = of(Mode.UNSAID);

  public static final Reasoning OFF = of(Mode.OFF);

  /// As much as the model likes.
  public static final Reasoning ON = of(Mode.ON);

  public Reasoning {
    if (mode != Mode.ON && (effort.isPresent() || budget.isPresent())) {
      throw new IllegalArgumentException("who does not think has no effort: " + mode);
    }
  }

  /// Whether to think.
  public enum Mode {
    /// As the model does by itself.
    UNSAID,
    OFF,
    ON
  }

  /// How much to think; each model knows some of these.
  public enum Effort {
    MINIMAL,
    LOW,
    MEDIUM,
    HIGH,
    XHIGH,
    MAX
  }

  /// Nothing but that.
  public static Reasoning of(Mode mode) {
    return new Reasoning(mode, Optional.empty(), OptionalInt.empty(), false);
  }

  /// Thinking so much.
  public static Reasoning of(Effort effort) {
    return new Reasoning(Mode.ON, Optional.of(effort), OptionalInt.empty(), false);
  }

  /// Whether the model is to think.
  public boolean on() {
    return mode == Mode.ON;
  }

  /// The same with the thoughts of earlier turns kept, or not.
  public Reasoning withKept(boolean other) {
    return new Reasoning(mode, effort, budget, other);
  }
}
