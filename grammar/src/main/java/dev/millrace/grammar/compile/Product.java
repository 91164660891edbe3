package dev.millrace.grammar.compile;

import dev.millrace.grammar.InvalidConstraint;
import dev.millrace.grammar.automaton.Automaton;
import dev.millrace.grammar.automaton.Ints;
import dev.millrace.grammar.automaton.Node;
import dev.millrace.grammar.automaton.State;
import dev.millrace.grammar.rule.Expression;
import dev.millrace.grammar.rule.Rules;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/// Intersections and differences of regular languages: both are read side by side, and every pair
/// of states that occurs becomes a node. What leads nowhere is cut off with all else that does.
final class Product {
  private final Rules rules;
  private final Budget budget;

  Product(Rules rules, Budget budget) {
    this.rules = rules;
    this.budget = budget;
  }

  int both(Expression left, Expression right, Draft draft, int next) {
    return new Walk(automaton(left), automaton(right), true, draft).from(next);
  }

  int except(Expression body, Expression excluded, Draft draft, int next) {
    return new Walk(automaton(body), automaton(excluded), false, draft).from(next);
  }

  private Automaton automaton(Expression expression) {
    var operand = new Rules(expression, rules.named());
    return Compiler.compile(operand, budget, Compiler.Kind.REGULAR);
  }

  private record Pair(State left, State right) {}

  private final class Walk {
    private final Automaton left;
    private final Automaton right;
    private final boolean both;
    private final Draft draft;
    private final int[] firsts;
    private final Map<Pair, Integer> nodes = new HashMap<>();
    private final Queue<Pair> todo = new ArrayDeque<>();

    Walk(Automaton left, Automaton right, boolean both, Draft draft) {
      this.left = left;
      this.right = right;
      this.both = both;
      this.draft = draft;
      this.firsts = left.classes().and(right.classes()).firsts();
    }

    int from(int next) {
      var begin = new Pair(left.initial(), right.initial());
      if (!alive(begin)) {
        return draft.reserve();
      }
      int start = node(begin);
      for (var pair = todo.poll(); pair != null; pair = todo.poll()) {
        var read = new Node.Read(edges(pair));
        boolean ends = pair.left.complete() && pair.right.complete() == both;
        draft.set(node(pair), ends ? new Node.Jump(draft.add(read), next) : read);
      }
      return start;
    }

    private boolean alive(Pair pair) {
      return !pair.left.isDead() && !(both && pair.right.isDead());
    }

    private int node(Pair pair) {
      var known = nodes.get(pair);
      if (known != null) {
        return known;
      }
      budget.pair();
      int node = draft.reserve();
      nodes.put(pair, node);
      todo.add(pair);
      return node;
    }

    private int[] edges(Pair pair) {
      var edges = new Ints();
      for (int i = 0; i < firsts.length; i++) {
        var target = new Pair(left.step(pair.left, firsts[i]), right.step(pair.right, firsts[i]));
        if (!alive(target)) {
          continue;
        }
        int node = node(target);
        int last = i + 1 < firsts.length ? firsts[i + 1] - 1 : 255;
        int size = edges.size();
        boolean joins =
            size > 0 && edges.get(size - 1) == node && edges.get(size - 2) == firsts[i] - 1;
        if (joins) {
          edges.set(size - 2, last);
        } else {
          edges.add(firsts[i]);
          edges.add(last);
          edges.add(node);
        }
      }
      return edges.toArray();
    }
  }

  /// Refuses what calls itself: the pairs of two such would have no end.
  static void requireRegular(RuleTable table) {
    for (int rule = 0; rule < table.size(); rule++) {
      if (table.recursive(rule)) {
        throw new InvalidConstraint(
            "",
            "intersects or subtracts the rule `"
                + table.name(rule)
                + "`, which calls itself; only rules that do not can be");
      }
    }
  }
}
