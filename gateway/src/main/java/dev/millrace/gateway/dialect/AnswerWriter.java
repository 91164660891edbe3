package dev.millrace.gateway.dialect;

import dev.millrace.llm.Reply;

/// Writes one answer, either whole or as a stream.
public interface AnswerWriter {
  /// The body of a whole answer.
  byte[] whole(Reply reply);

  /// Who writes it as a stream.
  StreamWriter stream();

  /// The same, with thoughts in the text of the answer ([InlineThinking]).
  default AnswerWriter inlined() {
    return new Inlined(this);
  }
}
