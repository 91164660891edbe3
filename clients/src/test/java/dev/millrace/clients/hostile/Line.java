package dev.millrace.clients.hostile;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A connection that sends whatever it is told to, and reads one answer.
final class Line {
  private static final int PATIENCE = 60_000;

  private Line() {}

  /// An answer.
  record Answer(int status, String head, String body) {}

  /// Sends a request; the connection is closed after it.
  ///
  /// @param first the request line
  static Answer send(URI where, String first, List<String> headers, byte[] body) {
    try (var socket = new Socket(where.getHost(), where.getPort())) {
      socket.setSoTimeout(PATIENCE);
      var head = new StringBuilder(first).append("\r\nhost: localhost\r\nconnection: close\r\n");
      headers.forEach(header -> head.append(header).append("\r\n"));
      var out = new BufferedOutputStream(socket.getOutputStream());
      out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
      try {
        out.write(body);
        out.flush();
      } catch (SocketException refused) {
        // It need not read a body that it does not want; its answer is here all the same.
      }
      return answer(read(socket.getInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(first, e);
    }
  }

  private static String read(InputStream in) throws IOException {
    var text = new StringBuilder();
    var buffer = new byte[8192];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        text.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
      }
    } catch (SocketException reset) {
      // What came before is the answer.
    }
    return text.toString();
  }

  private static Answer answer(String text) {
    var halves = text.split("\r\n\r\n", 2);
    if (halves.length < 2) {
      throw new IllegalStateException("no answer, but: " + text);
    }
    return new Answer(Integer.parseInt(halves[0].substring(9, 12)), halves[0], halves[1]);
  }
}
