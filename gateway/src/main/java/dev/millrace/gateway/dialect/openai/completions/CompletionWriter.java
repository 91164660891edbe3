package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.gateway.dialect.AnswerWriter;
import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.llm.Reply;

/// Writes one answer in its shape.
record CompletionWriter(Naming naming, Shape shape) implements AnswerWriter {
  @Override
  public byte[] whole(Reply reply) {
    return Replies.write(reply, naming, shape);
  }

  @Override
  public StreamWriter stream() {
    return new ToFrames(naming, shape);
  }
}
