package dev.millrace.engine.speech;

import java.util.List;

/// The beginning of an answer, which may be a thought.
final class Beginning implements Mode {
  private final SpeechReader reader;
  private final List<String> open;
  private int blanks;

  Beginning(SpeechReader reader) {
    this.reader = reader;
    this.open = List.of(reader.script().sign(reader.script().thoughtOpen()));
  }

  @Override
  public void read(char next) {
    Held held = reader.held();
    held.add(next);
    if (held.length() == blanks + 1 && Character.isWhitespace(next)) {
      blanks++;
      return;
    }
    switch (held.match(blanks, open)) {
      case 0 -> {
        held.nothing(held.length());
        reader.become(new Thinking(reader));
      }
      case Held.NONE -> reader.become(new Words(reader, Words.After.NOTHING), held.again());
      default -> {
        // It may become the tag yet.
      }
    }
  }

  @Override
  public void end(boolean cut) {
    var words = new Words(reader, Words.After.NOTHING);
    reader.become(words, reader.held().again());
    words.end(cut);
  }
}
