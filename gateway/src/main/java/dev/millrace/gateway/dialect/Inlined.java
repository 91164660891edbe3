package dev.millrace.gateway.dialect;

import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.llm.Event;
import dev.millrace.llm.Reply;
import java.util.function.Consumer;

/// Writes answers with their thoughts in the text.
record Inlined(AnswerWriter writer) implements AnswerWriter {
  @Override
  public byte[] whole(Reply reply) {
    return writer.whole(InlineThinking.of(reply));
  }

  @Override
  public StreamWriter stream() {
    return new Stream(writer.stream(), new InlineThinking());
  }

  @Override
  public AnswerWriter inlined() {
    return this;
  }

  private record Stream(StreamWriter frames, InlineThinking thinking) implements StreamWriter {
    @Override
    public void turn(Event input, Consumer<? super Frame> out) {
      thinking.turn(input, event -> frames.turn(event, out));
    }

    @Override
    public void fail(Broken broken, Consumer<? super Frame> out) {
      frames.fail(broken, out);
    }

    @Override
    public byte[] alive() {
      return frames.alive();
    }
  }
}
