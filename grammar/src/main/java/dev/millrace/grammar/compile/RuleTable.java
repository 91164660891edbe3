package dev.millrace.grammar.compile;

import dev.millrace.grammar.InvalidConstraint;
import dev.millrace.grammar.automaton.Ints;
import dev.millrace.grammar.rule.Expression;
import dev.millrace.grammar.rule.Rules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The rules that can be reached from the root, numbered, the root being 0; who calls whom, and how
/// large everything is.
final class RuleTable {
  /// How deep an expression may be nested.
  private static final int DEPTH = 500;

  /// A rule no larger than this is put in the place of its calls, unless it calls itself. A call
  /// that stays weighs as much: what calls is better kept apart, where it is alike in all places.
  private static final int SMALL = 16;

  private static final int HUGE = 1 << 24;

  private final Rules rules;
  private final Budget budget;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Expression> bodies = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final Components components;
  private final int[] weights;

  RuleTable(Rules rules, Budget budget) {
    this.rules = rules;
    this.budget = budget;
    bodies.add(rules.root());
    var calls = new ArrayList<int[]>();
    for (int rule = 0; rule < bodies.size(); rule++) {
      var called = new Ints();
      scan(bodies.get(rule), 0, called);
      calls.add(called.toArray());
    }
    components = new Components(calls);
    weights = new int[bodies.size()];
    for (var component : components.members()) {
      for (int rule : component) {
        weights[rule] = components.cyclic(rule) ? HUGE : weight(bodies.get(rule));
      }
    }
  }

  /// How many rules there are.
  int size() {
    return bodies.size();
  }

  Expression body(int rule) {
    return bodies.get(rule);
  }

  /// What a rule is called; the root has no name.
  String name(int rule) {
    return rule == 0 ? "root" : names.get(rule - 1);
  }

  int number(String name) {
    return numbers.getOrDefault(name, -1);
  }

  /// Whether a rule can come to call itself.
  boolean recursive(int rule) {
    return components.cyclic(rule);
  }

  /// Whether calls of a rule are replaced by what it is.
  boolean isSmall(int rule) {
    return weights[rule] <= SMALL;
  }

  /// About how many nodes an expression becomes, no repetition unrolled.
  int weight(Expression expression) {
    return switch (expression) {
      case Expression.Literal(var text) -> text.getBytes(StandardCharsets.UTF_8).length;
      case Expression.Marker(var name) -> name.getBytes(StandardCharsets.UTF_8).length + 2;
      case Expression.Characters(var set) -> Math.min(HUGE, 1 + 2 * set.ranges().size());
      case Expression.Sequence(var parts) -> weight(parts);
      case Expression.Either(var choices) -> 1 + weight(choices);
      case Expression.Repeat(var body, _, _) -> Math.min(HUGE, 2 + weight(body));
      case Expression.Call(var name) -> 1 + (isSmall(number(name)) ? weights[number(name)] : SMALL);
      case Expression.Both(var left, var right) -> weight(left) + weight(right) + SMALL;
      case Expression.Except(var body, var excluded) -> weight(body) + weight(excluded) + SMALL;
    };
  }

  private int weight(List<Expression> parts) {
    int sum = 0;
    for (var part : parts) {
      sum = Math.min(HUGE, sum + weight(part));
    }
    return sum;
  }

  private void scan(Expression expression, int depth, Ints called) {
    budget.expression();
    if (depth > DEPTH) {
      throw new InvalidConstraint("", "is nested deeper than " + DEPTH + " levels");
    }
    switch (expression) {
      case Expression.Literal _, Expression.Marker _, Expression.Characters _ -> {}
      case Expression.Sequence(var parts) -> parts.forEach(part -> scan(part, depth + 1, called));
      case Expression.Either(var choices) ->
          choices.forEach(choice -> scan(choice, depth + 1, called));
      case Expression.Repeat(var body, _, _) -> scan(body, depth + 1, called);
      case Expression.Call(var name) -> called.add(numbered(name));
      case Expression.Both(var left, var right) -> {
        scan(left, depth + 1, called);
        scan(right, depth + 1, called);
      }
      case Expression.Except(var body, var excluded) -> {
        scan(body, depth + 1, called);
        scan(excluded, depth + 1, called);
      }
    }
  }

  private int numbered(String name) {
    var known = numbers.get(name);
    if (known != null) {
      return known;
    }
    var body = rules.named().get(name);
    if (body == null) {
      throw new InvalidConstraint("", "calls the rule `" + name + "`, which is not defined");
    }
    numbers.put(name, bodies.size());
    bodies.add(body);
    names.add(name);
    return bodies.size() - 1;
  }
}
