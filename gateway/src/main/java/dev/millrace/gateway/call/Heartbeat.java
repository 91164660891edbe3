package dev.millrace.gateway.call;

import dev.millrace.gateway.loop.Loop;
import java.time.Duration;
import java.util.Optional;

/// Notices that nothing has been said for a while, and says so again and again. Used on its loop
/// only.
final class Heartbeat {
  /// How often it looks; two looks in silence are too many.
  static final Duration LOOK = Duration.ofSeconds(5);

  private static final int QUIET = 2;

  private final Loop loop;
  private final Runnable beat;
  private Optional<Loop.Timer> timer = Optional.empty();
  private int quiet;

  /// @param beat what to do after 10 to 15 seconds of silence
  Heartbeat(Loop loop, Runnable beat) {
    this.loop = loop;
    this.beat = beat;
  }

  void start() {
    timer = Optional.of(loop.after(LOOK, this::look));
  }

  /// Something has been said.
  void heard() {
    quiet = 0;
  }

  void stop() {
    timer.ifPresent(Loop.Timer::cancel);
  }

  private void look() {
    quiet++;
    if (quiet >= QUIET) {
      quiet = 0;
      beat.run();
    }
    start();
  }
}
