package dev.millrace.engine.speech;

/// A call that begins with its name or with an object, as its first character tells.
final class EitherCall implements Mode {
  private final SpeechReader reader;

  EitherCall(SpeechReader reader) {
    this.reader = reader;
  }

  @Override
  public void read(char next) {
    if (Character.isWhitespace(next)) {
      reader.held().add(next);
      return;
    }
    boolean object = next == '{' || next == '[';
    reader.become(object ? new ObjectCall(reader) : new HeaderCall(reader), String.valueOf(next));
  }

  @Override
  public void end(boolean cut) {
    Unfinished.end(reader, cut);
  }
}
