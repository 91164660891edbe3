package dev.millrace.bench.load;

import dev.millrace.bench.wire.Head;
import dev.millrace.bench.wire.Line;
import dev.millrace.bench.wire.MessageReader;
import dev.millrace.bench.wire.Reactor;
import java.nio.ByteBuffer;

/// One connection of a load, and the request on it.
final class Caller implements Reactor.Peer, MessageReader.Listener {
  private final Load load;
  private final Line line;
  private final MessageReader reader = new MessageReader(this);
  private final EventCounter events = new EventCounter();
  private long due;
  private long lastEvent;
  private boolean waiting;
  private boolean isFirst;
  private boolean good;

  Caller(Load load, Line line) {
    this.load = load;
    this.line = line;
  }

  void ask(ByteBuffer request, long dueNanos) {
    due = dueNanos;
    waiting = true;
    isFirst = true;
    good = false;
    lastEvent = 0;
    line.send(request.duplicate());
  }

  boolean isUsable() {
    return line.isOpen();
  }

  long events() {
    return events.events();
  }

  @Override
  public void received(ByteBuffer bytes) {
    reader.read(bytes);
  }

  @Override
  public void head(Head head) {
    good = head.second().equals("200");
  }

  @Override
  public void body(ByteBuffer piece) {
    if (isFirst) {
      isFirst = false;
      load.begun(System.nanoTime() - due);
    }
    load.received(piece.remaining());
    long before = events.events();
    events.read(piece);
    if (events.events() > before) {
      heard();
    }
  }

  /// Events that come in one piece count as one.
  private void heard() {
    long now = System.nanoTime();
    if (lastEvent != 0) {
      load.paused(now - lastEvent);
    }
    lastEvent = now;
  }

  @Override
  public void end() {
    waiting = false;
    load.ended(this, good, System.nanoTime() - due);
  }

  @Override
  public void gone() {
    load.lost(this, waiting);
    waiting = false;
  }
}
