package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.dialect.sse.FrameWriter;
import dev.millrace.gateway.observe.Trouble;
import dev.millrace.gateway.route.Plan;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Usage;
import java.util.function.Function;

/// Writes each event as it comes. The head goes out with the first word, or when a client may begin
/// to wonder: until then a failure can still have its own status.
final class StreamedAnswer implements Answer {
  private final Client client;
  private final Function<Plan.Try, Voice> voices;
  private final ErrorWriter errors;
  private final Heartbeat heartbeat;
  private Voice voice;
  private StreamWriter frames;
  private int status = 200;
  private boolean head;
  private boolean begun;

  /// @param voices how it is told, by who answers
  /// @param first who is asked first
  StreamedAnswer(
      Client client, Function<Plan.Try, Voice> voices, Plan.Try first, ErrorWriter errors) {
    this.client = client;
    this.voices = voices;
    this.errors = errors;
    this.voice = voices.apply(first);
    this.frames = voice.writer().stream();
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

  /// What keeps a client waiting may have taken the head along; then that stays as it was.
  @Override
  public void answeredBy(Plan.Try attempt) {
    voice = voices.apply(attempt);
    frames = voice.writer().stream();
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
    client.breaks();
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
      client.begin(200, voice.headers());
    }
    heartbeat.heard();
    client.write(bytes);
  }
}
