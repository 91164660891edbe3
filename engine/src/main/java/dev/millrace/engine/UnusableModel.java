package dev.millrace.engine;

/// A file that the engine cannot serve: damaged, or of a kind that it does not know. The message
/// names the file, says what is wrong, and is fit for whoever chose the file.
public final class UnusableModel extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnusableModel(String message, Throwable cause) {
    super(message, cause);
  }
}
