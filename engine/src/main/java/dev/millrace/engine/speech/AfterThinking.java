package dev.millrace.engine.speech;

/// Blanks between a thought and what comes after it, which are nothing.
final class AfterThinking implements Mode {
  private final SpeechReader reader;

  AfterThinking(SpeechReader reader) {
    this.reader = reader;
  }

  @Override
  public void read(char next) {
    if (!Character.isWhitespace(next)) {
      reader.become(new Words(reader, Words.After.NOTHING), String.valueOf(next));
      return;
    }
    reader.held().add(next);
    reader.held().nothing(1);
  }

  @Override
  public void end(boolean cut) {
    // Nothing is held.
  }
}
