package dev.millrace.grammar.compile;

import dev.millrace.grammar.InvalidConstraint;
import dev.millrace.grammar.automaton.Automaton;
import dev.millrace.grammar.automaton.Network;
import dev.millrace.grammar.rule.Rules;
import java.util.ArrayList;

/// Makes an automaton of rules: builds a network of each, cuts off what derives nothing, turns left
/// recursion round.
public final class Compiler {
  /// How many states an automaton keeps while texts are read.
  private static final int KEPT = 1 << 13;

  enum Kind {
    /// With calls as deep as one likes.
    CONTEXT_FREE,
    /// Of finitely many states, none of which is forgotten.
    REGULAR
  }

  private Compiler() {}

  /// The automaton of the rules.
  ///
  /// @throws InvalidConstraint if the rules derive nothing, call what is not there, or are too large
  public static Automaton compile(Rules rules) {
    var automaton = compile(rules, new Budget(), Kind.CONTEXT_FREE);
    if (automaton.initial().isDead()) {
      throw new InvalidConstraint("", "cannot be satisfied by any text");
    }
    return automaton;
  }

  static Automaton compile(Rules rules, Budget budget, Kind kind) {
    var table = new RuleTable(rules, budget);
    if (kind == Kind.REGULAR) {
      Product.requireRegular(table);
    }
    var draft = new Draft(budget);
    Construction.build(table, draft, new Product(rules, budget));
    var pruned = Pruning.prune(draft);
    var corners = new LeftCorners(pruned.graph(), draft.parts());
    var shapes = new Shapes(pruned.graph(), draft, corners);
    int[] ranks = corners.ranks();
    var networks = new ArrayList<Network>();
    for (int i = 0; i < ranks.length; i++) {
      var part = draft.parts().get(i);
      int[] first = pruned.fruitful()[i] ? corners.first(i) : new int[0];
      networks.add(new Network(i, ranks[i], first, part.accept(), part.base(), shapes.of(i)));
    }
    int kept = kind == Kind.REGULAR ? Integer.MAX_VALUE : KEPT;
    return new Automaton(pruned.graph(), networks, pruned.nullable()[0], kept);
  }
}
