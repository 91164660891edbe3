package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.json.Members;
import dev.millrace.llm.Detail;
import dev.millrace.llm.Failure.Problem;
import java.util.OptionalInt;

/// Reads what else than the answer is to be told.
record DetailReader(Members body) {
  private static final int MOST_TOP_LOGPROBS = 20;

  /// @param tokens whether the ids of tokens are to be told; then also those of the prompt
  Detail read(boolean tokens) {
    return new Detail(logprobs(), tokens, tokens);
  }

  private OptionalInt logprobs() {
    boolean wanted = body.isOn("logprobs");
    OptionalInt top = body.wholeNumber("top_logprobs", 0, MOST_TOP_LOGPROBS);
    if (wanted) {
      return OptionalInt.of(top.orElse(0));
    }
    if (top.orElse(0) > 0) {
      throw body.need("top_logprobs").refuse(Problem.OUT_OF_RANGE, "needs logprobs: true");
    }
    return OptionalInt.empty();
  }
}
