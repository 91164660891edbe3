package dev.millrace.grammar.ebnf;

import dev.millrace.grammar.rule.Expression;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Who calls whom.
final class Calls {
  private Calls() {}

  /// The rules that are called from this one, however indirectly, itself first.
  static Set<String> reached(Map<String, Expression> rules, String from) {
    var reached = new LinkedHashSet<String>();
    var left = new ArrayDeque<String>();
    left.add(from);
    while (!left.isEmpty()) {
      String name = left.remove();
      Expression body = rules.get(name);
      if (body != null && reached.add(name)) {
        each(body, left::add);
      }
    }
    return reached;
  }

  private static void each(Expression expression, Consumer<String> calls) {
    switch (expression) {
      case Expression.Call(var rule) -> calls.accept(rule);
      case Expression.Sequence(var parts) -> parts.forEach(part -> each(part, calls));
      case Expression.Either(var choices) -> choices.forEach(choice -> each(choice, calls));
      case Expression.Repeat(var body, _, _) -> each(body, calls);
      case Expression.Both(var left, var right) -> {
        each(left, calls);
        each(right, calls);
      }
      case Expression.Except(var body, var excluded) -> {
        each(body, calls);
        each(excluded, calls);
      }
      case Expression.Literal _, Expression.Marker _, Expression.Characters _ -> {}
    }
  }
}
