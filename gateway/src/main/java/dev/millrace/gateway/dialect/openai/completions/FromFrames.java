package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.gateway.dialect.openai.Common;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Translator;
import java.util.function.Consumer;

/// The chunks of somebody else's stream as events. Throws [Refused] when the stream tells of an
/// error, makes no sense, or ends before it is whole; after that, and after the end, it is deaf.
final class FromFrames implements Translator<Frame, Event> {
  private final String provider;
  private final AnswerReader answer;
  private boolean deaf;

  FromFrames(String provider, AnswerReader answer) {
    this.provider = provider;
    this.answer = answer;
  }

  @Override
  public void turn(Frame input, Consumer<? super Event> out) {
    if (deaf || input.data().isBlank()) {
      return;
    }
    deaf = true; // unless all goes well
    if (input.data().strip().equals(Common.DONE)) {
      answer.finish(out);
      return;
    }
    answer.take(() -> JsonReader.readObject(input.data()), out);
    deaf = false;
  }

  @Override
  public void end(Consumer<? super Event> out) {
    if (!deaf) {
      deaf = true;
      throw new Refused(new Failure.Truncated(provider, "its stream ended without " + Common.DONE));
    }
  }
}
