package dev.millrace.bench.upstream;

import dev.millrace.bench.upstream.Scripts.Play;
import dev.millrace.bench.wire.Line;
import dev.millrace.bench.wire.Reactor;
import java.nio.ByteBuffer;
import java.time.Duration;

/// One answer on its way.
final class Answering {
  private final Reactor reactor;
  private final Line line;
  private final Play play;
  private final Runnable done;
  private long due = System.nanoTime();
  private int next;

  Answering(Reactor reactor, Line line, Play play, Runnable done) {
    this.reactor = reactor;
    this.line = line;
    this.play = play;
    this.done = done;
  }

  void begin(boolean stream) {
    after(play.script().head(), stream ? this::stream : this::whole);
  }

  private void whole() {
    var whole = play.frames().whole().duplicate();
    if (cutAtByte(whole)) {
      return;
    }
    if (play.script().isSound()) {
      end(whole);
      return;
    }
    line.send(whole.limit(whole.limit() - 1));
    fail();
  }

  private void stream() {
    if (cutAtByte(play.frames().stream().duplicate())) {
      return;
    }
    if (play.script().isAtOnce() || play.frames().pieces().isEmpty()) {
      end(play.frames().stream().duplicate());
      return;
    }
    line.send(play.frames().head().duplicate());
    step();
  }

  private boolean cutAtByte(ByteBuffer all) {
    var bytes = play.script().trouble().bytes();
    if (bytes.isPresent()) {
      line.send(all.limit(Math.min(all.limit(), bytes.getAsInt())));
      line.close();
      done.run();
    }
    return bytes.isPresent();
  }

  // The first piece says the role; the words follow.
  private void step() {
    while (line.isOpen()
        && next < Math.min(play.script().sound() + 1, play.frames().pieces().size())) {
      line.send(play.frames().pieces().get(next).duplicate());
      next++;
      if (!play.script().every().isZero()) {
        after(play.script().every(), this::step);
        return;
      }
    }
    if (play.script().isSound()) {
      end(play.frames().ending().duplicate());
    } else {
      fail();
    }
  }

  private void fail() {
    if (play.script().cut().isPresent()) {
      line.close();
      done.run();
    }
  }

  private void end(ByteBuffer last) {
    line.send(last);
    done.run();
  }

  // Times follow from one another, not from when a task got its turn: a stream keeps its pace.
  private void after(Duration wait, Runnable task) {
    if (wait.isZero()) {
      task.run();
      return;
    }
    due += wait.toNanos();
    reactor.at(
        due,
        () -> {
          if (line.isOpen()) {
            task.run();
          }
        });
  }
}
