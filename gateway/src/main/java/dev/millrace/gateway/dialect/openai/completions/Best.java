package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.llm.Reply;
import dev.millrace.llm.TokenLogprob;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The best of several answers to the same prompt: those whose tokens were the likeliest on average.
final class Best {
  private Best() {}

  /// The answers to be shown to each prompt, the best first; all, in their order, if no more were
  /// generated.
  static List<Reply.Choice> of(List<Reply.Choice> choices, Shape shape) {
    if (shape.generated() == shape.choices()) {
      return choices;
    }
    var prompts = new TreeMap<Integer, List<Reply.Choice>>();
    for (var choice : choices) {
      prompts
          .computeIfAbsent(choice.index() / shape.generated(), _ -> new ArrayList<>())
          .add(choice);
    }
    return prompts.values().stream().flatMap(answers -> best(answers, shape.choices())).toList();
  }

  private static Stream<Reply.Choice> best(List<Reply.Choice> answers, int most) {
    return answers.stream()
        .sorted(Comparator.comparingDouble(Best::likelihood).reversed())
        .limit(most);
  }

  private static double likelihood(Reply.Choice choice) {
    return Replies.logprobs(choice).stream()
        .map(TokenLogprob::chosen)
        .mapToDouble(TokenLogprob.Candidate::logprob)
        .average()
        .orElse(Double.NEGATIVE_INFINITY);
  }
}
