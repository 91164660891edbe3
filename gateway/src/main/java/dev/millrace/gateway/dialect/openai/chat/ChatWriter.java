package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.AnswerWriter;
import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.llm.Reply;
import java.util.function.IntSupplier;

/// Writes one answer.
///
/// @param estimate of the tokens of the prompt
record ChatWriter(Naming naming, Manner manner, IntSupplier estimate) implements AnswerWriter {
  @Override
  public byte[] whole(Reply reply) {
    return new ReplyWriter(naming, manner).write(reply);
  }

  @Override
  public StreamWriter stream() {
    return new ToFrames(naming, manner, estimate);
  }

  /// Who does not want to see thoughts does not want them in the text either.
  @Override
  public AnswerWriter inlined() {
    return manner.thoughts() == Manner.Thoughts.HIDDEN ? this : AnswerWriter.super.inlined();
  }
}
