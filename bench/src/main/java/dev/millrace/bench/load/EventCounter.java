package dev.millrace.bench.load;

import java.nio.ByteBuffer;

/// Counts server-sent events: blocks of lines with data, each ended by a blank line.
final class EventCounter {
  private static final String DATA = "data:";

  private long events;
  private int column;
  private boolean isData = true;
  private boolean hasData;

  /// Reads a piece of a stream.
  void read(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '\n') {
        lineEnded();
      } else if (next != '\r') {
        if (column < DATA.length()) {
          isData &= next == DATA.charAt(column);
        }
        column++;
      }
    }
  }

  private void lineEnded() {
    if (column == 0 && hasData) {
      events++;
      hasData = false;
    } else if (isData && column >= DATA.length()) {
      hasData = true;
    }
    column = 0;
    isData = true;
  }

  /// How many have ended.
  long events() {
    return events;
  }
}
