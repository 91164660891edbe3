package dev.millrace.grammar.compile;

import dev.millrace.grammar.automaton.Graph;
import dev.millrace.grammar.automaton.Shape;

/// The shapes of networks.
final class Shapes {
  Shapes(Graph graph, Draft draft, LeftCorners corners) {}

  Shape of(int part) {
    return Shape.unique();
  }
}
