package dev.millrace.gateway.dialect.sse;

import dev.millrace.llm.Event;
import dev.millrace.llm.Translator;
import java.util.function.Consumer;

/// A stream of server-sent events, from bytes to events of an answer.
public final class FrameStream implements Translator<byte[], Event> {
  /// The type of such a stream.
  public static final String TYPE = "text/event-stream";

  private static final int LARGEST_FRAME = 16 << 20;

  private final FrameReader frames;
  private final Translator<Frame, Event> events;

  /// @param provider who sends it
  /// @param events reads the frames; knows when the stream is whole
  public FrameStream(String provider, Translator<Frame, Event> events) {
    this.frames = new FrameReader(provider, LARGEST_FRAME);
    this.events = events;
  }

  @Override
  public void turn(byte[] input, Consumer<? super Event> out) {
    frames.turn(input, frame -> events.turn(frame, out));
  }

  @Override
  public void end(Consumer<? super Event> out) {
    events.end(out);
  }
}
