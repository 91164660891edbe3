package dev.millrace.engine.speech;

import java.util.List;

/// Behind the arguments of a call: brackets and fences that close, and its tag; or another call.
final class AfterCall implements Mode {
  private static final String CLOSING = " \t\r\n]},;`";

  private final SpeechReader reader;
  private final Held held;
  private final List<String> closes;

  AfterCall(SpeechReader reader) {
    this.reader = reader;
    this.held = reader.held();
    this.closes = reader.closes();
    reader.voice().whole();
  }

  @Override
  public void read(char next) {
    held.add(next);
    int tag = held.beginsInside() ? Held.NONE : held.match(0, closes);
    if (tag >= 0) {
      held.nothing(held.length());
      reader.ended("");
    } else if (tag == Held.NONE) {
      other();
    }
  }

  private void other() {
    char first = held.at(0);
    boolean objects =
        switch (reader.script().markup().style()) {
          case OBJECT, EITHER -> true;
          case HEADER, ELEMENTS, NONE -> false;
        };
    if (held.length() == 1 && CLOSING.indexOf(first) >= 0) {
      held.nothing(1);
    } else if (held.length() == 1 && first == '{' && objects) {
      reader.become(new ObjectCall(reader), held.again());
    } else {
      reader.ended(held.again());
    }
  }

  @Override
  public void end(boolean cut) {
    held.nothing(held.length());
  }
}
