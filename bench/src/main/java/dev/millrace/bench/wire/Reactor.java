package dev.millrace.bench.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// One thread's sockets and timers, on the loopback alone. Everything that it calls runs on the
/// thread that turns it; it is not for several threads.
public final class Reactor implements AutoCloseable {
  private static final int BACKLOG = 4096;

  private final Selector selector;
  private final ByteBuffer inbound = ByteBuffer.allocateDirect(1 << 16);
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::due));

  public Reactor() throws IOException {
    selector = Selector.open();
  }

  /// The one at the other end of a line.
  public interface Peer {
    /// Takes all of what came; the buffer is used again afterwards.
    void received(ByteBuffer bytes);

    /// The other end has closed the line, or it broke. Not said of a line that we closed.
    void gone();
  }

  private record Timer(long due, Runnable task) {}

  private record Door(ServerSocketChannel channel, Function<Line, Peer> peers) {}

  /// Listens on the loopback.
  ///
  /// @param port 0 for any that is free
  /// @return the port
  public int listen(int port, Function<Line, Peer> peers) throws IOException {
    var channel = ServerSocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_ACCEPT, new Door(channel, peers));
    return channel.socket().getLocalPort();
  }

  /// Opens a line to a port of the loopback; waits until it stands.
  public Line connect(int port, Function<Line, Peer> peers) throws IOException {
    return join(
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)), peers);
  }

  /// Runs a task once [System#nanoTime] has reached a time, up to a millisecond late.
  public void at(long nanos, Runnable task) {
    timers.add(new Timer(nanos, task));
  }

  /// Serves what is ready, or waits for it, for a millisecond at least and `longest` at most.
  public void turn(long longestNanos) throws IOException {
    selector.select(this::serve, milliseconds(longestNanos));
    while (!timers.isEmpty() && timers.element().due - System.nanoTime() <= 0) {
      timers.remove().task.run();
    }
  }

  private long milliseconds(long longestNanos) {
    long nanos =
        timers.isEmpty()
            ? longestNanos
            : Math.min(longestNanos, timers.element().due - System.nanoTime());
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
  }

  private void serve(SelectionKey key) {
    if (key.attachment() instanceof Door(var channel, var peers)) {
      accept(channel, peers);
    } else if (key.attachment() instanceof Line line) {
      line.ready(inbound);
    }
  }

  private void accept(ServerSocketChannel door, Function<Line, Peer> peers) {
    try {
      for (var channel = door.accept(); channel != null; channel = door.accept()) {
        join(channel, peers);
      }
    } catch (IOException _) {
      // The other end has thought better of it.
    }
  }

  private Line join(SocketChannel channel, Function<Line, Peer> peers) throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    var line = new Line(channel, channel.register(selector, SelectionKey.OP_READ));
    line.peer(peers.apply(line));
    return line;
  }

  /// Closes every line and door.
  @Override
  public void close() throws IOException {
    for (var key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
