package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.gateway.dialect.AnswerWriter;
import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.llm.Reply;
import java.util.function.IntSupplier;

/// Writes one answer in its shape.
///
/// @param continuous whether every chunk of a stream tells what was used until then
/// @param estimate of the tokens of all prompts
record CompletionWriter(Naming naming, Shape shape, boolean continuous, IntSupplier estimate)
    implements AnswerWriter {
  @Override
  public byte[] whole(Reply reply) {
    return Replies.write(reply, naming, shape);
  }

  @Override
  public StreamWriter stream() {
    return new ToFrames(naming, shape, continuous, estimate);
  }
}
