package dev.millrace.gateway.route;

import dev.millrace.gateway.dialect.openai.chat.Estimate;
import dev.millrace.llm.Request;
import java.util.Comparator;
import java.util.List;

/// Puts attempts that are likely to fail after the others, without taking them away: nobody knows
/// for sure before he has tried.
///
/// @param needs tokens of the longest prompt and the longest answer asked for, as far as they can be
///     guessed
record Ranks(Load load, long needs) {
  /// For requests whose answers are one.
  static Ranks of(List<Request> requests, Load load) {
    long most = requests.stream().mapToLong(Ranks::needs).max().orElse(0);
    return new Ranks(load, most);
  }

  private static long needs(Request request) {
    return (long) Estimate.prompt(request) + request.bounds().maxTokens().orElse(0);
  }

  /// Otherwise in their order.
  List<Plan.Try> sorted(List<Plan.Try> tries) {
    return tries.stream().sorted(Comparator.comparingInt(this::rank)).toList();
  }

  private int rank(Plan.Try attempt) {
    boolean usable = load.usable(attempt.place().deployment());
    var window = attempt.place().window();
    boolean roomy = window.isEmpty() || needs <= window.getAsInt();
    return (usable ? 0 : 2) + (roomy ? 0 : 1);
  }
}
