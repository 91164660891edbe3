package dev.millrace.engine.gguf;

/// A model file is not what it must be. The message names the file, the place and what was expected there, and is fit
/// for whoever chose the file to read.
public final class InvalidGguf extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidGguf(String file, String what) {
    super(file + ": " + what);
  }

  static InvalidGguf at(String file, long offset, String what) {
    return new InvalidGguf(file, what + " (at byte " + offset + ")");
  }
}
