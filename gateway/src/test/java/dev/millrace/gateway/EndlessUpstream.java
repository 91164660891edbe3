package dev.millrace.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/// A provider that answers one request with a stream as fast as its socket takes it, and does not
/// end until it has sent what it was told to.
final class EndlessUpstream implements AutoCloseable {
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
  private static final String CHUNK =
      "data: {\"id\":\"x\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
          + "word ".repeat(200)
          + "\"},\"finish_reason\":%s}]}\n\n";

  private final ServerSocket listening;
  private final long chunks;
  private final AtomicLong sent = new AtomicLong();
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

  EndlessUpstream(long chunks) {
    this.chunks = chunks;
    try {
      listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::serve);
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/v1");
  }

  /// Bytes that the socket has taken.
  long sent() {
    return sent.get();
  }

  /// True when all was sent, false when the other side hung up before.
  CompletableFuture<Boolean> ended() {
    return ended;
  }

  private void serve() {
    try (Socket socket = listening.accept()) {
      socket.setSendBufferSize(64 << 10);
      Thread.ofVirtual()
          .start(() -> readAll(socket)); // unread bytes would turn a close into a reset
      send(socket, HEAD);
      for (long n = 0; n < chunks; n++) {
        send(socket, CHUNK.formatted("null"));
      }
      send(socket, CHUNK.formatted("\"stop\"") + "data: [DONE]\n\n");
      ended.complete(true);
    } catch (IOException hungUp) {
      ended.complete(false);
    }
  }

  private static void readAll(Socket socket) {
    try {
      var _ = socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException hungUp) {
      // whoever sends notices as well
    }
  }

  private void send(Socket socket, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    socket.getOutputStream().write(bytes);
    sent.addAndGet(bytes.length);
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
