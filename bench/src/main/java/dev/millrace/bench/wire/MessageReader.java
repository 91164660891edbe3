package dev.millrace.bench.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Reads HTTP/1.1 messages, one after another, from bytes in pieces of any size. It believes what it
/// reads: it is for our own two ends of a measurement. A body has a length or comes in chunks.
public final class MessageReader {
  private static final int LONGEST_LINE = 1 << 16;

  private final Listener listener;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final StringBuilder lines = new StringBuilder();
  private State state = State.HEAD;
  private long left;

  public MessageReader(Listener listener) {
    this.listener = listener;
  }

  /// Is told of each message in turn.
  public interface Listener {
    void head(Head head);

    /// A piece of the body; its bytes are only there during the call.
    void body(ByteBuffer piece);

    void end();
  }

  private enum State {
    HEAD,
    FIXED,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER
  }

  /// Reads all of a piece.
  ///
  /// @throws IllegalArgumentException when it is not HTTP
  public void read(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      switch (state) {
        case HEAD -> head(bytes);
        case FIXED -> body(bytes, State.HEAD);
        case CHUNK_SIZE -> chunkSize(bytes);
        case CHUNK -> body(bytes, State.CHUNK_END);
        case CHUNK_END -> chunkEnd(bytes);
        case TRAILER -> trailer(bytes);
      }
    }
  }

  private void head(ByteBuffer bytes) {
    while (lineEnded(bytes)) {
      var text = take();
      if (text.isBlank() && !lines.isEmpty()) {
        headEnded();
        return;
      }
      lines.append(text);
    }
  }

  private void headEnded() {
    var head = Head.of(lines.toString());
    lines.setLength(0);
    left = head.length();
    state = head.isChunked() ? State.CHUNK_SIZE : left > 0 ? State.FIXED : State.HEAD;
    listener.head(head);
    if (state == State.HEAD) {
      listener.end();
    }
  }

  private void body(ByteBuffer bytes, State next) {
    int size = (int) Math.min(left, bytes.remaining());
    var piece = bytes.slice(bytes.position(), size);
    bytes.position(bytes.position() + size);
    left -= size;
    if (left == 0) {
      state = next;
    }
    listener.body(piece);
    if (left == 0 && next == State.HEAD) {
      listener.end();
    }
  }

  private void chunkSize(ByteBuffer bytes) {
    if (lineEnded(bytes)) {
      left = Long.parseLong(take().strip(), 16);
      state = left == 0 ? State.TRAILER : State.CHUNK;
    }
  }

  private void chunkEnd(ByteBuffer bytes) {
    if (lineEnded(bytes)) {
      take();
      state = State.CHUNK_SIZE;
    }
  }

  private void trailer(ByteBuffer bytes) {
    if (lineEnded(bytes) && take().isBlank()) {
      state = State.HEAD;
      listener.end();
    }
  }

  private boolean lineEnded(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      line.write(next);
      if (next == '\n') {
        return true;
      }
    }
    if (line.size() > LONGEST_LINE) {
      throw new IllegalArgumentException("a line of more than " + LONGEST_LINE + " bytes");
    }
    return false;
  }

  private String take() {
    var text = line.toString(StandardCharsets.ISO_8859_1);
    line.reset();
    return text;
  }
}
