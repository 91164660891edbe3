package dev.millrace.gateway.dialect;

import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Translator;
import java.util.function.Consumer;

/// Turns the events of one answer into the frames of a stream. Not thread-safe.
public interface StreamWriter extends Translator<Event, Frame> {
  /// Ends the stream badly, so that no client takes it for whole.
  void fail(Failure failure, String requestId, Consumer<? super Frame> out);
}
