package dev.millrace.gateway.dialect.gemini;

import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Event;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Translator;
import java.util.function.Consumer;

/// The frames of a stream of Google's as events. There is no end mark: a stream is whole when every
/// choice has told why it ended. Throws [Refused] when the stream tells of an error, makes no sense,
/// or ends before it is whole; after that it is deaf.
public final class FromFrames implements Translator<Frame, Event> {
  private final AnswerReader answer;
  private boolean deaf;

  /// @param provider who sends it, for failures
  public FromFrames(String provider, Asked asked) {
    this.answer = new AnswerReader(provider, asked);
  }

  @Override
  public void turn(Frame input, Consumer<? super Event> out) {
    if (deaf || input.data().isBlank()) {
      return;
    }
    deaf = true; // unless all goes well
    answer.take(() -> JsonReader.readObject(input.data()), out);
    deaf = false;
  }

  @Override
  public void end(Consumer<? super Event> out) {
    if (!deaf) {
      deaf = true;
      answer.finish(out);
    }
  }
}
