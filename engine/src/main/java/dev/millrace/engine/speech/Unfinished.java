package dev.millrace.engine.speech;

/// What becomes of a call that ends before its name is known.
final class Unfinished {
  /// Longest stretch that is held in the hope that it becomes a call, in characters.
  static final int LONGEST = 4096;

  private Unfinished() {}

  /// The beginning of a call that was cut says nothing yet; what the model ended itself is text.
  static void end(SpeechReader reader, boolean cut) {
    if (cut) {
      reader.held().nothing(reader.held().length());
    } else {
      reader.held().text(reader.held().length());
    }
  }
}
