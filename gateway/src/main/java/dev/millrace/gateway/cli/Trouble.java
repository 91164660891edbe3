package dev.millrace.gateway.cli;

/// Something that keeps a command from doing its work. The message is for the person who gave the
/// command: what is wrong and what to do.
final class Trouble extends RuntimeException {
  private static final long serialVersionUID = 1;

  Trouble(String message) {
    super(message, null, false, false);
  }

  Trouble(String message, Throwable cause) {
    super(message, cause);
  }
}
