package dev.millrace.grammar.automaton;

import dev.millrace.grammar.rule.Expression;

/// A repetition that counts its rounds. Loops of one network do not lie within each other, so that
/// a position in a network needs one count alone.
///
/// @param most [Expression#ENDLESS] for no bound
/// @param body the first node of a round, which ends in a [Node.Again]
/// @param exit where one goes on when the rounds are done
public record Loop(int least, int most, int body, int exit) {
  /// The count after one more round; no further than it makes a difference.
  int after(int count) {
    return most == Expression.ENDLESS ? Math.min(count + 1, least) : count + 1;
  }

  /// The same with another lower bound.
  public Loop withLeast(int other) {
    return new Loop(other, most, body, exit);
  }
}
