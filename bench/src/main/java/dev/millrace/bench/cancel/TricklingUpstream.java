package dev.millrace.bench.cancel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A provider that begins a stream for whoever connects, and notes when he hangs up.
final class TricklingUpstream implements AutoCloseable {
  private static final byte[] BEGINNING =
      """
      HTTP/1.1 200 OK\r
      content-type: text/event-stream\r
      connection: close\r
      \r
      data: {"choices":[{"index":0,"delta":{"content":"word"}}]}

      """
          .getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket listening;
  private final BlockingQueue<Long> ends = new LinkedBlockingQueue<>();

  TricklingUpstream() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::serve);
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/v1");
  }

  /// The next moments, of [System#nanoTime], at which a connection was given up.
  BlockingQueue<Long> ends() {
    return ends;
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        byte[] request = new byte[1 << 16];
        int read = socket.getInputStream().read(request);
        socket.getOutputStream().write(BEGINNING);
        while (read >= 0) {
          read = socket.getInputStream().read(request);
        }
        ends.add(System.nanoTime());
      } catch (IOException reset) {
        ends.add(System.nanoTime());
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
