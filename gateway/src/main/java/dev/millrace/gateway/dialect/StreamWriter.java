package dev.millrace.gateway.dialect;

import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.dialect.sse.FrameWriter;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Translator;
import dev.millrace.llm.Usage;
import java.util.Optional;
import java.util.function.Consumer;

/// Turns the events of one answer into the frames of a stream. Not thread-safe.
public interface StreamWriter extends Translator<Event, Frame> {
  /// Ends the stream badly, so that no client takes it for whole.
  void fail(Broken broken, Consumer<? super Frame> out);

  /// What keeps a client from taking silence for death; sent between frames.
  default byte[] alive() {
    return FrameWriter.comment("keep-alive");
  }

  /// How a stream broke.
  ///
  /// @param usage what was used until then
  /// @param error how the failure looks on the surface, where that is known; else as the dialect has
  ///     it
  record Broken(Failure failure, String requestId, Usage usage, Optional<ErrorBody> error) {
    /// One that looks as the dialect has it.
    public Broken(Failure failure, String requestId, Usage usage) {
      this(failure, requestId, usage, Optional.empty());
    }
  }
}
