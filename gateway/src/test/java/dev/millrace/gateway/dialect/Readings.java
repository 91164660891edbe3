package dev.millrace.gateway.dialect;

import dev.millrace.llm.Reasoning;

/// How requests are read in tests.
public final class Readings {
  /// As the standard surface does.
  public static final Reading STRICT = of(Unknown.REFUSE);

  /// Dropping what is not known.
  public static final Reading LENIENT = of(Unknown.DROP);

  private Readings() {}

  /// With that policy.
  public static Reading of(Unknown unknown) {
    return new Reading(unknown, new Habits(true, Reasoning.Mode.OFF), "account");
  }
}
