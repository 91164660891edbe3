package dev.millrace.engine.model;

/// A model file is sound, but it is of a kind that the engine does not run. The message says what it is and what would
/// do.
public final class UnsupportedModel extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnsupportedModel(String file, String what) {
    super(file + ": " + what);
  }
}
