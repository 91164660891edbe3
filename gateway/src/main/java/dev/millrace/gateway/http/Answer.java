package dev.millrace.gateway.http;

import dev.millrace.gateway.call.Arrival;
import dev.millrace.gateway.call.Bugs;
import dev.millrace.gateway.call.Client;
import dev.millrace.gateway.loop.Loop;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.Map;
import java.util.Optional;

/// The [Client] of one request. Whatever is written during one turn of the loop is sent at its end
/// as one piece, so that many small events cost one system call.
final class Answer implements Client {
  /// So many bytes may wait for a slow client before it is [#behind].
  static final int HIGH_WATER = 128 * 1024;

  private final String id;
  private final String name;
  private final Desk desk;
  private final Line line;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private Buffer waiting = Buffer.buffer();
  private int forced;
  private boolean begun;
  private boolean flushing;
  private boolean over;
  private boolean gone;
  private boolean last;
  private boolean whole = true;
  private boolean behind;
  private Runnable caughtUp = () -> {};
  private Runnable left = () -> {};

  Answer(String id, Desk desk, Line line, HttpServerRequest request) {
    this.id = id;
    this.desk = desk;
    this.line = line;
    this.request = request;
    name = Arrival.name(id, Optional.ofNullable(request.getHeader("x-request-id")));
    response = request.response();
    response.closeHandler(_ -> leave());
    response.drainHandler(_ -> catchUp());
    desk.opened(this);
  }

  /// Sends this status instead of what [#begin] says.
  void force(int status) {
    forced = status;
  }

  /// Closes the connection after this answer.
  ///
  /// @param unread whether the client may still be sending
  void last(boolean unread) {
    last = true;
    whole = !unread;
  }

  boolean begun() {
    return begun;
  }

  @Override
  public Loop loop() {
    return desk.loop();
  }

  @Override
  public void begin(int status, Map<String, String> headers) {
    if (over || gone) {
      return;
    }
    begun = true;
    response.setStatusCode(forced > 0 ? forced : status);
    headers.forEach(response::putHeader);
    response.putHeader("x-request-id", name);
    if (!name.equals(id)) {
      response.putHeader("x-millrace-request-id", id);
    }
    last |= desk.draining() || endsByClosing();
    if (last) {
      response.putHeader("connection", "close");
    }
    flushSoon();
  }

  /// HTTP/1.0 knows no chunks.
  private boolean endsByClosing() {
    return request.version() == HttpVersion.HTTP_1_0
        && !response.headers().contains("content-length");
  }

  @Override
  public void write(byte[] bytes) {
    if (over || gone) {
      return;
    }
    waiting.appendBytes(bytes);
    flushSoon();
  }

  private void flushSoon() {
    if (!flushing) {
      flushing = true;
      desk.loop().run(this::flush);
    }
  }

  private void flush() {
    flushing = false;
    if (over || gone || !begun) {
      return;
    }
    if (waiting.length() > 0) {
      var piece = waiting;
      waiting = Buffer.buffer();
      response.write(piece);
    } else if (!response.headWritten()) {
      response.writeHead();
    }
    catchUp();
  }

  @Override
  public boolean behind() {
    if (over || gone || (waiting.length() < HIGH_WATER && !response.writeQueueFull())) {
      return false;
    }
    if (!behind) {
      behind = true;
      line.unread(this::giveUp);
    }
    return true;
  }

  private void catchUp() {
    if (!behind || behind()) {
      return;
    }
    behind = false;
    line.answering();
    guarded(caughtUp);
  }

  @Override
  public void whenCaughtUp(Runnable task) {
    caughtUp = task;
  }

  @Override
  public void whenGone(Runnable task) {
    if (gone) {
      guarded(task);
      return;
    }
    var before = left;
    left =
        () -> {
          before.run();
          task.run();
        };
  }

  private void leave() {
    if (over || gone) {
      return;
    }
    gone = true;
    waiting = Buffer.buffer();
    desk.closed(this);
    guarded(left);
  }

  @Override
  public void end() {
    if (over || gone) {
      return;
    }
    over = true;
    desk.closed(this);
    if (!last) {
      line.resting();
    } else if (whole) {
      line.ending();
    } else {
      line.parting();
    }
    response.end(waiting);
    if (last) {
      request.connection().close();
    }
  }

  @Override
  public void abort() {
    if (over || gone) {
      return;
    }
    if (behind()) {
      over = true;
      desk.closed(this);
      line.cut();
      return;
    }
    flush();
    over = true;
    desk.closed(this);
    line.breaking();
    request.connection().close();
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | StackOverflowError e) {
      Bugs.log(e);
      giveUp();
    }
  }

  /// Cuts the connection for reasons of our own.
  private void giveUp() {
    line.cut();
    leave();
  }
}
