package dev.millrace.gateway.dialect.tgi;

import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.Members;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Translator;
import java.util.function.Consumer;

/// The tokens of a stream as events. The last one comes with the whole text and why it ended. Throws
/// [Refused] when the stream tells of an error, makes no sense, or ends before that; after that, and
/// after the end, it is deaf.
final class FromFrames implements Translator<Frame, Event> {
  private final String provider;
  private final AnswerReader answer;
  private boolean deaf;

  /// @param request what is being answered
  FromFrames(String provider, Request request) {
    this.provider = provider;
    this.answer = new AnswerReader(provider, request);
  }

  @Override
  public void turn(Frame input, Consumer<? super Event> out) {
    if (deaf || input.data().isBlank()) {
      return;
    }
    deaf = true; // unless all goes well
    answer.demanded(() -> take(JsonReader.readObject(input.data()), out));
    deaf = answer.finished();
  }

  @Override
  public void end(Consumer<? super Event> out) {
    if (!deaf) {
      deaf = true;
      throw new Refused(
          new Failure.Truncated(provider, "its stream ended without saying why it did"));
    }
  }

  private void take(Json.Fields told, Consumer<? super Event> out) {
    if (told.get("error").orElse(new Json.Null()) instanceof Json.Text) {
      throw new Refused(Failures.inside(told, provider));
    }
    answer.take(Members.of(told), out);
  }
}
