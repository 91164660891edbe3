package dev.millrace.bench.wire;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/// A connection of a [Reactor].
public final class Line {
  private final SocketChannel channel;
  private final SelectionKey key;
  private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
  private Reactor.Peer peer = new Nobody();
  private boolean open = true;

  Line(SocketChannel channel, SelectionKey key) {
    this.channel = channel;
    this.key = key;
    key.attach(this);
  }

  void peer(Reactor.Peer found) {
    peer = found;
  }

  /// Sends as much as goes now, and keeps the buffer for the rest. Nothing happens on a closed line.
  public void send(ByteBuffer bytes) {
    if (!open) {
      return;
    }
    unsent.add(bytes);
    if (unsent.size() == 1) {
      flush();
    }
  }

  /// Whether neither side has closed it.
  public boolean isOpen() {
    return open;
  }

  /// Closes it at once, with whatever was unsent.
  public void close() {
    open = false;
    unsent.clear();
    try {
      channel.close();
    } catch (IOException _) {
      // It is closed all the same.
    }
  }

  /// Closes it at once, so that the other end hears of a broken connection, not of its end.
  public void reset() {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException _) {
      // It is closed all the same.
    }
    close();
  }

  void ready(ByteBuffer inbound) {
    if (open && key.isWritable()) {
      flush();
    }
    if (open && key.isReadable()) {
      read(inbound);
    }
  }

  private void read(ByteBuffer inbound) {
    inbound.clear();
    try {
      if (channel.read(inbound) < 0) {
        lose();
        return;
      }
    } catch (IOException _) {
      lose();
      return;
    }
    inbound.flip();
    if (inbound.hasRemaining()) {
      peer.received(inbound);
    }
  }

  private void flush() {
    try {
      while (!unsent.isEmpty()) {
        var next = unsent.element();
        channel.write(next);
        if (next.hasRemaining()) {
          break;
        }
        unsent.remove();
      }
      int wanted = SelectionKey.OP_READ | (unsent.isEmpty() ? 0 : SelectionKey.OP_WRITE);
      if (key.interestOps() != wanted) {
        key.interestOps(wanted);
      }
    } catch (IOException _) {
      lose();
    }
  }

  private void lose() {
    close();
    peer.gone();
  }

  private static final class Nobody implements Reactor.Peer {
    @Override
    public void received(ByteBuffer bytes) {
      throw new IllegalStateException("nobody listens yet");
    }

    @Override
    public void gone() {}
  }
}
