package dev.millrace.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// A client that puts on the wire exactly what it is told.
final class Wire implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  Wire(int port) {
    this(connected(port));
  }

  /// The same, from the server's side.
  Wire(Socket socket) {
    this.socket = socket;
    try {
      socket.setSoTimeout(20_000);
      socket.setTcpNoDelay(true);
      in = socket.getInputStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Socket connected(int port) {
    try {
      return new Socket(InetAddress.getLoopbackAddress(), port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One answer, its body put together again.
  record Heard(int status, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  Wire say(String text) {
    return say(text.getBytes(ISO_8859_1));
  }

  Wire say(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads one answer with a length or in chunks.
  Heard hear() {
    try {
      var status = Integer.parseInt(line().split(" ", -1)[1]);
      var headers = new HashMap<String, String>();
      for (var line = line(); !line.isEmpty(); line = line()) {
        var colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      return new Heard(status, headers, status == 100 ? "" : body(headers));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String body(Map<String, String> headers) {
    if ("chunked".equals(headers.get("transfer-encoding"))) {
      var body = new StringBuilder();
      for (var chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
        body.append(chunk);
      }
      return body.toString();
    }
    return exactly(Integer.parseInt(headers.getOrDefault("content-length", "0")));
  }

  /// Reads a head and no more.
  String head() {
    try {
      var head = new StringBuilder();
      for (var line = line(); !line.isEmpty(); line = line()) {
        head.append(line).append('\n');
      }
      return head.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads one chunk; empty is the last.
  String chunk() {
    try {
      var length = Integer.parseInt(line(), 16);
      var text = exactly(length);
      line();
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads so many bytes.
  String exactly(int length) {
    try {
      var bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new IOException("closed after " + bytes.length + " of " + length + " bytes");
      }
      return new String(bytes, ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (var at = in.read(); at != '\n'; at = in.read()) {
      if (at < 0) {
        throw new IOException("closed in the line: " + line);
      }
      if (at != '\r') {
        line.write(at);
      }
    }
    return line.toString(ISO_8859_1);
  }

  /// Reads to the end of the connection.
  String rest() {
    try {
      return new String(in.readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      return "reset";
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
