package dev.millrace.engine.speech;

import java.util.List;

/// The arguments of a call that began, which are a JSON object and told as they come. A tag that
/// ends calls ends them too, however broken they are, unless it stands in a string.
final class Arguments implements Mode {
  private final SpeechReader reader;
  private final Held held;
  private final List<String> closes;
  private final Runnable then;
  private final JsonScan scan = new JsonScan();

  /// @param then what to do when they are whole: becomes another mode
  Arguments(SpeechReader reader, Runnable then) {
    this.reader = reader;
    this.held = reader.held();
    this.closes = reader.closes();
    this.then = then;
  }

  @Override
  public void read(char next) {
    held.add(next);
    while (held.length() > 0) {
      boolean inside = held.beginsInside();
      boolean looks = !inside && (!scan.inString() || Script.isSign(held.at(0)));
      int tag = looks ? held.match(0, closes) : Held.NONE;
      if (tag == Held.BEGUN) {
        return;
      }
      if (tag >= 0) {
        held.nothing(held.length());
        reader.ended("");
        return;
      }
      JsonScan.Step step = scan.read(held.at(0));
      held.arguments(1);
      if (step != JsonScan.Step.INSIDE) {
        String again = held.again();
        then.run();
        reader.read(again);
        return;
      }
    }
  }

  @Override
  public void end(boolean cut) {
    held.nothing(held.length());
  }
}
