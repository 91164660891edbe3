package dev.millrace.gateway.http;

import java.util.ArrayDeque;
import java.util.Deque;

/// What has come of one answer, told in order, and put aside while nobody would read it. We do that
/// ourselves because Vert.x drops what it has put aside for a paused reader when the connection
/// closes, and so would lose the end of an answer that was sent whole. (5.1.6, 2026-11)
final class Inbox {
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean paused;

  /// Tells what has come, or puts it aside.
  void put(Runnable telling) {
    if (paused || !waiting.isEmpty()) {
      waiting.add(telling);
      return;
    }
    telling.run();
  }

  void pause() {
    paused = true;
  }

  /// Tells what was put aside, until it is paused again.
  ///
  /// @return whether all was told
  boolean resume() {
    paused = false;
    while (!paused && !waiting.isEmpty()) {
      waiting.remove().run();
    }
    return !paused;
  }

  boolean paused() {
    return paused;
  }
}
