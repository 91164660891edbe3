package dev.millrace.gateway.call.repeat;

import dev.millrace.gateway.call.Client;
import dev.millrace.gateway.loop.Loop;
import java.util.Map;
import java.util.function.Consumer;

/// The client that a call sees: writes what it says on a tape. Used on the loop of the client that
/// came first.
final class Scribe implements Client {
  private final Loop loop;
  private final Tape tape;
  private final Consumer<Boolean> done;
  private Runnable whenCaughtUp = () -> {};
  private Runnable whenGone = () -> {};
  private boolean sound = true;
  private boolean gone;
  private boolean over;

  /// @param done is told, once, when the answer has ended, whether it may be told again
  Scribe(Loop loop, Tape tape, Consumer<Boolean> done) {
    this.loop = loop;
    this.tape = tape;
    this.done = done;
  }

  /// Whether anything has been said.
  boolean begun() {
    return tape.head().isPresent();
  }

  /// Nobody wants the answer any more.
  void go() {
    if (!over && !gone) {
      gone = true;
      over = true;
      whenGone.run();
      tape.end(Tape.Ending.CUT);
    }
  }

  /// Who reads has changed. Any thread may call.
  void caughtUp() {
    loop.run(() -> {
      if (!over && !tape.behind()) {
        whenCaughtUp.run();
      }
    });
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public void begin(int status, Map<String, String> headers) {
    if (!over) {
      sound &= status >= 200 && status < 300;
      tape.begin(new Tape.Head(status, headers));
    }
  }

  @Override
  public void write(byte[] bytes) {
    if (!over) {
      tape.add(bytes);
    }
  }

  @Override
  public boolean behind() {
    return tape.behind();
  }

  @Override
  public void whenCaughtUp(Runnable task) {
    whenCaughtUp = task;
  }

  @Override
  public void whenGone(Runnable task) {
    whenGone = task;
    if (gone) {
      task.run();
    }
  }

  @Override
  public void breaks() {
    sound = false;
  }

  @Override
  public void end() {
    finish(sound, Tape.Ending.WELL);
  }

  @Override
  public void abort() {
    finish(false, Tape.Ending.CUT);
  }

  private void finish(boolean again, Tape.Ending ending) {
    if (!over) {
      over = true;
      whenCaughtUp = () -> {}; // a tape is kept for long; the call need not be
      whenGone = () -> {};
      done.accept(again);
      tape.end(ending);
    }
  }
}
