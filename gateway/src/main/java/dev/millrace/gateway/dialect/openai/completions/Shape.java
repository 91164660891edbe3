package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.llm.Echo;
import dev.millrace.llm.TokenLogprob;
import java.util.List;
import java.util.Optional;

/// What of an answer is shown.
///
/// @param choices how many answers to each prompt
/// @param generated of how many those are the best; at least `choices`
/// @param echo whether each answer begins with its prompt
/// @param logprobs whether log probabilities are shown
/// @param ids whether the ids of all tokens are shown
record Shape(int choices, int generated, boolean echo, boolean logprobs, boolean ids) {
  String text(Echo prompt) {
    return echo ? prompt.text() : "";
  }

  List<Row> rows(Echo prompt) {
    return echo && logprobs ? Row.of(prompt) : List.of();
  }

  List<Row> rows(List<TokenLogprob> tokens) {
    return logprobs ? Row.of(tokens) : List.of();
  }

  Optional<List<Integer>> ids(List<Integer> tokens) {
    return ids ? Optional.of(tokens) : Optional.empty();
  }
}
