package dev.millrace.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// A provider that says the same bytes to every request, whatever it is, and hangs up.
final class BluntUpstream implements AutoCloseable {
  private static final String HEAD = "HTTP/1.1 %s\r\nconnection: close\r\ncontent-type: %s\r\n\r\n";

  private final ServerSocket listening;
  private final byte[] bytes;
  private final AtomicInteger asked = new AtomicInteger();

  private BluntUpstream(String answer) {
    bytes = answer.getBytes(StandardCharsets.UTF_8);
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::serve);
  }

  /// One that streams these words and breaks off.
  static BluntUpstream breakingOff(String words) {
    return new BluntUpstream(HEAD.formatted("200 OK", "text/event-stream") + chunk(words));
  }

  private static String chunk(String words) {
    return "data: {\"id\":\"x\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
        + words
        + "\"},\"finish_reason\":null}]}\n\n";
  }

  /// One that always fails.
  static BluntUpstream failing(String status) {
    return new BluntUpstream(HEAD.formatted(status, "application/json") + "{\"error\":\"no\"}");
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/v1");
  }

  /// How often it was asked.
  int asked() {
    return asked.get();
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        readAll(socket.getInputStream());
        asked.incrementAndGet();
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
      } catch (IOException hungUp) {
        // the next one may stay longer
      }
    }
  }

  /// Reads a request to the end of its body: unread bytes would turn the end into a reset.
  private static void readAll(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return;
      }
      head.append((char) next);
    }
    String length = head.toString().replaceAll("(?is).*content-length: *(\\d+).*", "$1");
    var _ = in.readNBytes(Integer.parseInt(length));
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
