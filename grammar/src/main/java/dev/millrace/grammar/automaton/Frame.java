package dev.millrace.grammar.automaton;

/// The top of a stack: where a run of a network is, and what is resumed when it is done.
public record Frame(Place place, State below) {
  boolean joins(Frame other) {
    return below.is(other.below) && place.network().index() == other.place.network().index();
  }
}
