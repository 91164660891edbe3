package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.dialect.sse.FrameWriter;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Usage;
import java.util.Map;

/// Writes each event as it comes. The head goes out with the first word, not before: until then a
/// failure can still have its own status.
final class StreamedAnswer implements Answer {
  private final Client client;
  private final Map<String, String> headers;
  private final ErrorWriter errors;
  private final StreamWriter frames;
  private int status = 200;
  private boolean begun;

  StreamedAnswer(
      Client client, StreamWriter frames, Map<String, String> headers, ErrorWriter errors) {
    this.client = client;
    this.headers = headers;
    this.errors = errors;
    this.frames = frames;
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
    if (!begun) {
      begun = true;
      status = errors.write(failure, client);
      return;
    }
    frames.fail(new StreamWriter.Broken(failure, errors.requestId(), usage), this::send);
    client.end();
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
    if (!begun) {
      begun = true;
      client.begin(200, headers);
    }
    client.write(FrameWriter.bytes(frame));
  }
}
