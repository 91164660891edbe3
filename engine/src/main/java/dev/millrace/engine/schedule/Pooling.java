package dev.millrace.engine.schedule;

/// How the states of a text's tokens become one vector.
public enum Pooling {
  /// Their mean.
  MEAN,
  /// The first token's.
  FIRST,
  /// The last token's.
  LAST
}
