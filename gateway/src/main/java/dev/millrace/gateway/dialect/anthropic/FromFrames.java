package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Translator;
import java.util.function.Consumer;

/// The events of somebody else's stream as ours. Throws [Refused] when the stream tells of an error,
/// makes no sense, or ends before it is whole; after that, and after the end, it is deaf.
final class FromFrames implements Translator<Frame, Event> {
  /// What servers that speak OpenAI's dialects as well send at the end.
  private static final String DONE = "[DONE]";

  private final String provider;
  private final AnswerReader answer;
  private boolean deaf;

  FromFrames(Expected expected) {
    this.provider = expected.provider();
    this.answer = new AnswerReader(expected);
  }

  @Override
  public void turn(Frame input, Consumer<? super Event> out) {
    String data = input.data().strip();
    if (deaf || data.isEmpty() || data.equals(DONE)) {
      return;
    }
    deaf = true; // unless all goes well
    answer.event(() -> JsonReader.readObject(data), out);
    deaf = answer.closed();
  }

  @Override
  public void end(Consumer<? super Event> out) {
    if (!deaf) {
      deaf = true;
      throw new Refused(new Failure.Truncated(provider, "its stream ended without message_stop"));
    }
  }
}
