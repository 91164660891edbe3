package dev.millrace.grammar.ebnf;

import dev.millrace.grammar.rule.Expression;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds the rules that derive some finite text, in time linear in their size: every expression
/// waits for so many others, and tells those that wait for it once it has none to wait for.
final class Endings {
  private final Map<String, Goal> rules = new HashMap<>();
  private final Deque<Goal> reached = new ArrayDeque<>();

  /// That an expression derives something. Others wait for it, and it for `missing` others.
  private static final class Goal {
    private final List<Goal> waiting = new ArrayList<>();
    private int missing;

    Goal(int missing) {
      this.missing = missing;
    }
  }

  private Endings() {}

  /// The names of those rules.
  static Set<String> of(Map<String, Expression> rules) {
    var endings = new Endings();
    rules.keySet().forEach(name -> endings.rules.put(name, new Goal(1)));
    rules.forEach((name, body) -> endings.goal(body).waiting.add(endings.rule(name)));
    endings.reach();
    return endings.rules.entrySet().stream()
        .filter(rule -> rule.getValue().missing <= 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private void reach() {
    while (!reached.isEmpty()) {
      for (var goal : reached.remove().waiting) {
        goal.missing--;
        if (goal.missing == 0) {
          reached.add(goal);
        }
      }
    }
  }

  private Goal goal(Expression expression) {
    return switch (expression) {
      case Expression.Call(var rule) -> rule(rule);
      case Expression.Sequence(var parts) -> after(parts.size(), parts);
      case Expression.Either(var choices) -> after(1, choices);
      case Expression.Repeat(var body, int least, _) ->
          least == 0 ? after(0, List.of()) : goal(body);
      case Expression.Characters(var set) -> after(set.isEmpty() ? 1 : 0, List.of());
      case Expression.Both(var left, var right) -> after(2, List.of(left, right));
      case Expression.Except(var body, _) -> goal(body);
      case Expression.Literal _, Expression.Marker _ -> after(0, List.of());
    };
  }

  private Goal rule(String name) {
    return rules.computeIfAbsent(name, _ -> new Goal(1));
  }

  /// What is reached after so many of these are.
  private Goal after(int missing, List<Expression> others) {
    var goal = new Goal(missing);
    others.forEach(other -> goal(other).waiting.add(goal));
    if (missing == 0) {
      reached.add(goal);
    }
    return goal;
  }
}
