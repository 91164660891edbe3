package dev.millrace.grammar.compile;

import dev.millrace.grammar.automaton.Ints;
import dev.millrace.grammar.automaton.Loop;
import dev.millrace.grammar.automaton.Node;
import java.util.ArrayList;
import java.util.List;

/// A graph that is being built.
final class Draft {
  private static final int NO_LOOP = -1;

  private final Budget budget;
  private final List<Node> nodes = new ArrayList<>();
  private final Ints loopOf = new Ints();
  private final List<Loop> loops = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private int loop = NO_LOOP;

  /// The nodes of a network.
  ///
  /// @param base the first by number; the others follow up to the next part's first
  record Part(int start, int accept, int base) {}

  Draft(Budget budget) {
    this.budget = budget;
  }

  /// Adds a node of the loop that is being built.
  int add(Node node) {
    budget.node();
    nodes.add(node);
    loopOf.add(loop);
    return nodes.size() - 1;
  }

  /// Adds a node that will be known later.
  int reserve() {
    return add(new Node.Jump());
  }

  void set(int index, Node node) {
    nodes.set(index, node);
  }

  boolean inLoop() {
    return loop != NO_LOOP;
  }

  /// Begins the body of a loop, and gives its number.
  int beginLoop() {
    loop = loops.size();
    loops.add(new Loop(0, 0, 0, 0));
    return loop;
  }

  void endLoop(Loop built) {
    loops.set(loop, built);
    loop = NO_LOOP;
  }

  void addPart(Part part) {
    parts.add(part);
  }

  List<Node> nodes() {
    return nodes;
  }

  int[] loopOf() {
    return loopOf.toArray();
  }

  List<Loop> loops() {
    return loops;
  }

  List<Part> parts() {
    return parts;
  }

  /// Where the nodes of a part end.
  int limit(int part) {
    return part + 1 < parts.size() ? parts.get(part + 1).base() : nodes.size();
  }
}
