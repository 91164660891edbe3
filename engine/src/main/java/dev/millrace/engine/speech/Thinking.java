package dev.millrace.engine.speech;

import java.util.List;

/// Inside a thought. Blanks before it are nothing.
final class Thinking implements Mode {
  private final SpeechReader reader;
  private final List<String> close;
  private boolean told;

  Thinking(SpeechReader reader) {
    this.reader = reader;
    this.close = List.of(reader.script().sign(reader.script().thoughtClose()));
  }

  @Override
  public void read(char next) {
    Held held = reader.held();
    held.add(next);
    while (held.length() > 0) {
      int tag = held.beginsInside() ? Held.NONE : held.match(0, close);
      if (tag == 0) {
        held.nothing(held.length());
        reader.voice().whole();
        reader.become(new AfterThinking(reader));
        return;
      }
      if (tag == Held.BEGUN) {
        return;
      }
      tell();
    }
  }

  private void tell() {
    if (!told && Character.isWhitespace(reader.held().at(0))) {
      reader.held().nothing(1);
      return;
    }
    told = true;
    reader.held().thought(1);
  }

  @Override
  public void end(boolean cut) {
    Held held = reader.held();
    if (cut && held.length() > 1) {
      held.nothing(held.length());
    }
    while (held.length() > 0) {
      tell();
    }
  }
}
