package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.llm.Reply;
import dev.millrace.llm.TokenLogprob;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The best of several answers to the same prompt: those whose tokens were the likeliest on average.
final class Best {
  private Best() {}

  /// The answers to be shown to each prompt, the best first; all, in their order, if no more were
  /// generated.
  static List<Reply.Choice> of(List<Reply.Choice> choices, Shape shape) {
    if (shape.generated() == shape.choices()) {
      return choices;
    }
    var best = new ArrayList<Reply.Choice>();
    for (int first = 0; first < choices.size(); first += shape.generated()) {
      choices.subList(first, first + shape.generated()).stream()
          .sorted(Comparator.comparingDouble(Best::likelihood).reversed())
          .limit(shape.choices())
          .forEach(best::add);
    }
    return best;
  }

  private static double likelihood(Reply.Choice choice) {
    return Replies.logprobs(choice).stream()
        .map(TokenLogprob::chosen)
        .mapToDouble(TokenLogprob.Candidate::logprob)
        .average()
        .orElse(Double.NEGATIVE_INFINITY);
  }
}
