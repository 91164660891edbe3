package dev.millrace.gateway.cli;

import dev.millrace.gateway.dialect.openai.chat.FromFrames;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.dialect.sse.FrameReader;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Upstream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/// One answer of a [Remote], read by a virtual thread of its own.
final class RemoteStream implements Upstream.Exchange {
  private static final int LONGEST_EVENT = 1 << 20;

  private final String provider;
  private final Upstream.Sink sink;
  private final Thread reader = Thread.ofVirtual().unstarted(this::run);
  private Opening opening = InputStream::nullInputStream;
  private boolean paused;

  RemoteStream(String provider, Upstream.Sink sink) {
    this.provider = provider;
    this.sink = sink;
  }

  /// Waits for the head of an answer and gives its body.
  interface Opening {
    InputStream open() throws IOException, InterruptedException;
  }

  void start(Opening first) {
    opening = first;
    reader.start();
  }

  @Override
  public void cancel() {
    reader.interrupt();
  }

  @Override
  public synchronized void pause() {
    paused = true;
  }

  @Override
  public synchronized void resume() {
    paused = false;
    notifyAll();
  }

  private void run() {
    try (var body = opening.open()) {
      read(body);
    } catch (Refused refused) {
      sink.failed(refused.failure());
    } catch (IOException e) {
      if (!reader.isInterrupted()) {
        sink.failed(Remote.unreachable(e));
      }
    } catch (InterruptedException _) {
      reader.interrupt(); // cancelled: nobody listens any more
    }
  }

  private void read(InputStream body) throws IOException, InterruptedException {
    var frames = new FrameReader(provider, LONGEST_EVENT);
    var events = new FromFrames(provider, 0);
    Consumer<Frame> onward = frame -> events.turn(frame, sink::on);
    var buffer = new byte[8192];
    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
      awaitReader();
      frames.turn(Arrays.copyOf(buffer, read), onward);
    }
    frames.end(onward);
    events.end(sink::on);
  }

  private synchronized void awaitReader() throws InterruptedException {
    while (paused) {
      wait();
    }
  }
}
