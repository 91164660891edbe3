package dev.millrace.grammar.compile;

import dev.millrace.grammar.automaton.Closure;
import dev.millrace.grammar.automaton.Graph;
import dev.millrace.grammar.automaton.Ints;
import dev.millrace.grammar.automaton.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Turns left recursion round. When rules begin with each other in a circle, a text of one of them
/// begins with its left corner: with something that one of the circle begins with and that is
/// outside of it. When that one is done, it is the beginning of all those that begin with it, and
/// so on upwards. So the calls that close the circle go, and instead the end of a network leads to
/// where those calls would have returned.
///
/// No node is copied for it: the networks of a circle share their nodes, and differ in the end that
/// they are done at.
final class LeftCorners {
  private final Graph graph;
  private final List<Draft.Part> parts;
  private final List<int[]> corners = new ArrayList<>();
  private final List<int[]> firsts = new ArrayList<>();
  private final Components circles;

  LeftCorners(Graph graph, List<Draft.Part> parts) {
    this.graph = graph;
    this.parts = parts;
    var closure = new Closure(graph);
    for (var part : parts) {
      closure.begin(part.accept());
      closure.add(part.start(), 0);
      corners.add(closure.nodes());
    }
    circles = new Components(corners.stream().map(this::called).toList());
    for (int[] circle : circles.members()) {
      firsts.add(firstOf(circle));
      if (circles.cyclic(circle[0])) {
        climb(circle);
      }
    }
  }

  /// Whether a network begins with itself.
  boolean cyclic(int part) {
    return circles.cyclic(part);
  }

  /// The nodes that may read the first byte of a network, or call a network that does.
  int[] first(int part) {
    return firsts.get(circles.of(part));
  }

  /// The networks of a circle do not begin with each other any more, and are in any order.
  int[] ranks() {
    int[] ranks = new int[parts.size()];
    int rank = 0;
    for (int[] circle : circles.members()) {
      for (int part : circle) {
        ranks[part] = rank++;
      }
    }
    return ranks;
  }

  private int[] firstOf(int[] circle) {
    var first = new Ints();
    for (int member : circle) {
      for (int node : corners.get(member)) {
        if (!closes(node, member)) {
          first.add(node);
        }
      }
    }
    return first.toArray();
  }

  private boolean closes(int node, int part) {
    return circles.cyclic(part)
        && graph.node(node) instanceof Node.Call(var callee, _, _)
        && circles.of(callee) == circles.of(part);
  }

  private int[] called(int[] nodes) {
    var called = new Ints();
    for (int node : nodes) {
      if (graph.node(node) instanceof Node.Call(var callee, _, _)) {
        called.add(callee);
      }
    }
    return called.toArray();
  }

  private void climb(int[] circle) {
    Map<Integer, Ints> targets = new HashMap<>();
    for (int member : circle) {
      for (int node : corners.get(member)) {
        if (graph.node(node) instanceof Node.Call(var callee, var target, _)
            && circles.of(callee) == circles.of(member)) {
          targets.computeIfAbsent(callee, _ -> new Ints()).add(target);
        }
      }
    }
    targets.forEach(
        (part, after) -> graph.nodes()[parts.get(part).accept()] = new Node.Jump(after.toArray()));
  }
}
