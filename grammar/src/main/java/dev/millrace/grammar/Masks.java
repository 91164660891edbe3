package dev.millrace.grammar;

import dev.millrace.grammar.mask.Readings;

/// Which tokens of a vocabulary may come next. What it has found once it keeps, for all languages,
/// in bounded memory. Not thread-safe.
public final class Masks {
  private final Readings readings;

  public Masks(TokenTable table) {
    this.readings = new Readings(table.trie(), table.size());
  }

  /// Tells which tokens the matcher would accept.
  ///
  /// @param into overwritten: bit `i` is set if token `i` may come next; 64 tokens to a word
  /// @throws InvalidConstraint if the text has so many readings that finding out takes too long
  public void allowed(Matcher matcher, long[] into) {
    var automaton = matcher.automaton();
    long before = automaton.work();
    readings.allowed(automaton, matcher.state(), into, matcher.credit());
    matcher.spend(automaton.work() - before);
  }
}
