package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.llm.Prompt;
import dev.millrace.llm.Request;

/// How the prompt is told back with the answers to a request.
///
/// @param told whether it is
/// @param asked whether the provider is to repeat it at the head of each answer: where its text is
///     ours already, and nothing else is wanted of it, that is spared
/// @param likely whether log probabilities of the answer are wanted
/// @param prompt what is gone on from
record Echoing(boolean told, boolean asked, boolean likely, Prompt prompt) {
  static Echoing of(Request request) {
    var detail = request.detail();
    boolean likely = detail.logprobs().isPresent();
    boolean unknown = request.prompt() instanceof Prompt.Tokens;
    boolean alone = request.bounds().maxTokens().orElse(1) == 0;
    boolean asked = detail.echo() && (likely || unknown || alone);
    return new Echoing(detail.prompt(), asked, likely, request.prompt());
  }

  /// Whether log probabilities have to be asked for: those of tokens tell where their text ends.
  boolean needsRows() {
    return asked && prompt instanceof Prompt.Tokens;
  }
}
