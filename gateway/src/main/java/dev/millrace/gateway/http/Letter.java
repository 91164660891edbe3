package dev.millrace.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.millrace.gateway.call.Client;
import dev.millrace.gateway.loop.Loop;
import java.io.ByteArrayOutputStream;
import java.util.Map;

/// The [Client] of a request that never came to be: its answer is put on the line as bytes, past
/// the parser, and is the last.
final class Letter implements Client {
  private final String id;
  private final Loop loop;
  private final Line line;
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();

  Letter(String id, Loop loop, Line line) {
    this.id = id;
    this.loop = loop;
    this.line = line;
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public void begin(int status, Map<String, String> headers) {
    var head = new StringBuilder("HTTP/1.1 ").append(status).append(" \r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("x-request-id: ").append(id).append("\r\nconnection: close\r\n\r\n");
    text.writeBytes(head.toString().getBytes(ISO_8859_1));
  }

  @Override
  public void write(byte[] bytes) {
    text.writeBytes(bytes);
  }

  @Override
  public boolean behind() {
    return false;
  }

  @Override
  public void whenCaughtUp(Runnable task) {}

  @Override
  public void whenGone(Runnable task) {}

  @Override
  public void end() {
    line.last(text.toByteArray());
  }

  @Override
  public void abort() {
    line.cut();
  }
}
