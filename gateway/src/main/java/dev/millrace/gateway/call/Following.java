package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.openai.responses.Transcript;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.dialect.sse.FrameWriter;
import java.util.Map;

/// Tells a client a response as a stream, from its beginning to its end, as fast as the client reads
/// and as fast as it is given. Who leaves can come again. Used on the client's loop only.
final class Following {
  private final Client client;
  private final Transcript.Telling telling;
  private final int after;
  private final Heartbeat heartbeat;
  private final Runnable forget;
  private int number;
  private boolean over;

  /// @param after the number of the last event that is left out; -1 for none
  Following(Client client, Transcript transcript, int after) {
    this.client = client;
    this.telling = transcript.telling();
    this.after = after;
    this.heartbeat = new Heartbeat(client.loop(), this::alive);
    this.forget = transcript.whenMore(() -> client.loop().run(this::tell));
  }

  void start(Map<String, String> headers) {
    client.begin(200, headers);
    heartbeat.start();
    client.whenCaughtUp(this::tell);
    client.whenGone(this::stop);
    tell();
  }

  private void alive() {
    if (!client.behind()) {
      client.write(FrameWriter.comment("keep-alive"));
    }
  }

  private void tell() {
    while (!over && !client.behind() && telling.step(this::send)) {
      // each step tells what it has
    }
    if (!over && telling.ended()) {
      stop();
      client.end();
    }
  }

  private void send(Frame frame) {
    if (number++ > after) {
      heartbeat.heard();
      client.write(FrameWriter.bytes(frame));
    }
  }

  private void stop() {
    over = true;
    heartbeat.stop();
    forget.run();
  }
}
