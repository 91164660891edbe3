package dev.millrace.llm;

/// Whether the model is to think before it answers.
public enum Reasoning {
  /// As the model does by itself.
  UNSAID,
  OFF,
  ON
}
