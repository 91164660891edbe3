package dev.millrace.grammar.schema;

import dev.millrace.grammar.rule.Expression;
import dev.millrace.grammar.rule.Rules;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Rules without what derives no text, such as an object that requires itself inside, and without
/// rules that are not called.
final class Pruning {
  private final Map<String, Expression> rules;
  private final Set<String> productive = new LinkedHashSet<>();

  private Pruning(Map<String, Expression> rules) {
    this.rules = rules;
  }

  /// Absent if the root derives nothing.
  static Optional<Rules> of(Rules rules) {
    var pruning = new Pruning(rules.named());
    pruning.search();
    var root = pruning.pruned(rules.root());
    return derivesNothing(root) ? Optional.empty() : Optional.of(pruning.reached(root));
  }

  /// Finds the rules that derive a text: those whose parts do, until there are no more.
  private void search() {
    var callers = new HashMap<String, List<String>>();
    rules.forEach((name, body) ->
        calls(body)
            .forEach(called -> callers.computeIfAbsent(called, _ -> new ArrayList<>()).add(name)));
    var open =
        new ArrayDeque<>(List.copyOf(rules.keySet()).reversed()); // what is called comes last
    while (!open.isEmpty()) {
      var name = open.remove();
      if (!productive.contains(name) && derives(rules.getOrDefault(name, Expression.nothing()))) {
        productive.add(name);
        open.addAll(callers.getOrDefault(name, List.of()));
      }
    }
  }

  private boolean derives(Expression expression) {
    return switch (expression) {
      case Expression.Literal _, Expression.Marker _ -> true;
      case Expression.Characters(var set) -> !set.isEmpty();
      case Expression.Sequence(var parts) -> parts.stream().allMatch(this::derives);
      case Expression.Either(var choices) -> choices.stream().anyMatch(this::derives);
      case Expression.Repeat(var body, var least, _) -> least == 0 || derives(body);
      case Expression.Call(var rule) -> productive.contains(rule);
      case Expression.Both(var left, var right) -> derives(left) && derives(right);
      case Expression.Except(var body, _) -> derives(body);
    };
  }

  private Expression pruned(Expression expression) {
    if (!derives(expression)) {
      return Expression.nothing();
    }
    return switch (expression) {
      case Expression.Sequence(var parts) ->
          new Expression.Sequence(parts.stream().map(this::pruned).toList());
      case Expression.Either(var choices) ->
          either(choices.stream().filter(this::derives).map(this::pruned).toList());
      case Expression.Repeat(var body, _, _) when !derives(body) -> Expression.empty();
      case Expression.Repeat(var body, var least, var most) ->
          new Expression.Repeat(pruned(body), least, most);
      case Expression.Literal _,
          Expression.Marker _,
          Expression.Characters _,
          Expression.Call _,
          Expression.Both _,
          Expression.Except _ ->
          expression;
    };
  }

  private static Expression either(List<Expression> choices) {
    return choices.size() == 1 ? choices.getFirst() : new Expression.Either(choices);
  }

  private Rules reached(Expression root) {
    var reached = new LinkedHashMap<String, Expression>();
    var open = new ArrayDeque<>(calls(root));
    while (!open.isEmpty()) {
      var name = open.remove();
      if (!reached.containsKey(name)) {
        var body = pruned(rules.getOrDefault(name, Expression.nothing()));
        reached.put(name, body);
        open.addAll(calls(body));
      }
    }
    return new Rules(root, reached);
  }

  private static boolean derivesNothing(Expression expression) {
    return expression.equals(Expression.nothing());
  }

  private static Set<String> calls(Expression expression) {
    var calls = new LinkedHashSet<String>();
    collect(expression, calls);
    return calls;
  }

  private static void collect(Expression expression, Set<String> calls) {
    switch (expression) {
      case Expression.Call(var rule) -> calls.add(rule);
      case Expression.Sequence(var parts) -> parts.forEach(part -> collect(part, calls));
      case Expression.Either(var choices) -> choices.forEach(choice -> collect(choice, calls));
      case Expression.Repeat(var body, _, _) -> collect(body, calls);
      case Expression.Both(var left, var right) -> {
        collect(left, calls);
        collect(right, calls);
      }
      case Expression.Except(var body, var excluded) -> {
        collect(body, calls);
        collect(excluded, calls);
      }
      case Expression.Literal _, Expression.Marker _, Expression.Characters _ -> {}
    }
  }
}
