package dev.millrace.grammar.compile;

import dev.millrace.grammar.InvalidConstraint;

/// How much one constraint may become, so that no constraint takes long or fills the memory.
final class Budget {
  /// Nodes of the automaton, those of all parts together.
  private static final int NODES = 1 << 18;

  /// Pairs of states that are looked at to intersect and to subtract.
  private static final int PAIRS = 1 << 16;

  /// Expressions looked at.
  private static final int EXPRESSIONS = 1 << 20;

  private int nodes = NODES;
  private int pairs = PAIRS;
  private int expressions = EXPRESSIONS;

  void node() {
    if (--nodes < 0) {
      throw tooLarge("its automaton would have more than " + NODES + " states");
    }
  }

  void pair() {
    if (--pairs < 0) {
      throw tooLarge(
          "what must hold at once, or must not hold, would make more than " + PAIRS + " states");
    }
  }

  void expression() {
    if (--expressions < 0) {
      throw tooLarge("it has more than " + EXPRESSIONS + " parts");
    }
  }

  private static InvalidConstraint tooLarge(String why) {
    return new InvalidConstraint("", "is too large: " + why);
  }
}
