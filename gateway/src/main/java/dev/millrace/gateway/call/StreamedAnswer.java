package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.dialect.sse.FrameWriter;
import dev.millrace.gateway.observe.Trouble;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Usage;
import java.util.Map;

/// Writes each event as it comes. The head goes out with the first word, or when a client may begin
/// to wonder: until then a failure can still have its own status.
final class StreamedAnswer implements Answer {
  private final Client client;
  private final Map<String, String> headers;
  private final ErrorWriter errors;
  private final StreamWriter frames;
  private final Heartbeat heartbeat;
  private int status = 200;
  private boolean head;
  private boolean begun;

  StreamedAnswer(
      Client client, StreamWriter frames, Map<String, String> headers, ErrorWriter errors) {
    this.client = client;
    this.headers = headers;
    this.errors = errors;
    this.frames = frames;
    this.heartbeat = new Heartbeat(client.loop(), this::alive);
  }

  @Override
  public void opened() {
    heartbeat.start();
  }

  @Override
  public void closed() {
    heartbeat.stop();
  }

  @Override
  public void on(Event event) {
    frames.turn(event, this::send);
    if (event instanceof Event.Closed) {
      client.end();
    }
  }

  @Override
  public void failed(Failure failure, Usage usage) {
    if (!head) {
      begun = true;
      status = errors.write(failure, client);
      return;
    }
    frames.fail(errors.broken(failure, usage), this::send);
    client.end();
  }

  @Override
  public Trouble trouble(Failure failure) {
    return errors.trouble(failure);
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public boolean begun() {
    return begun;
  }

  private void send(Frame frame) {
    begun = true;
    write(FrameWriter.bytes(frame));
  }

  /// Silence is long while a prompt is read, a thought is hidden, or calls are gathered. A client
  /// that does not read gets nothing more to read.
  private void alive() {
    if (!client.behind()) {
      write(frames.alive());
    }
  }

  private void write(byte[] bytes) {
    if (!head) {
      head = true;
      client.begin(200, headers);
    }
    heartbeat.heard();
    client.write(bytes);
  }
}
