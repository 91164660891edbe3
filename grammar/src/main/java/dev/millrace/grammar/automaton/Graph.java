package dev.millrace.grammar.automaton;

import java.util.List;

/// All nodes of a language, of all its networks.
///
/// @param loopOf for every node the loop whose body it is in, or -1
public record Graph(Node[] nodes, List<Loop> loops, int[] loopOf) {
  public Graph {
    loops = List.copyOf(loops);
  }

  public int size() {
    return nodes.length;
  }

  public Node node(int index) {
    return nodes[index];
  }

  public Loop loop(int index) {
    return loops.get(index);
  }
}
