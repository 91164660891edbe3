package dev.millrace.grammar.compile;

import dev.millrace.grammar.automaton.Graph;
import dev.millrace.grammar.automaton.Ints;
import dev.millrace.grammar.automaton.Node;
import dev.millrace.grammar.automaton.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds the shapes of networks: their nodes, numbered from the first of each network, and the
/// shapes of those they call. Networks that call each other in a circle are told one after the
/// other, in the order in which they are first called.
final class Shapes {
  /// A circle of more nodes is like no other; it would take long to compare.
  private static final int MOST_NODES = 1 << 12;

  private final Graph graph;
  private final Draft draft;
  private final LeftCorners corners;
  private final Components circles;
  private final Shape[] shapes;

  Shapes(Graph graph, Draft draft, LeftCorners corners) {
    this.graph = graph;
    this.draft = draft;
    this.corners = corners;
    this.shapes = new Shape[draft.parts().size()];
    var calls = new ArrayList<int[]>();
    for (int part = 0; part < shapes.length; part++) {
      calls.add(called(part));
    }
    circles = new Components(calls);
    for (int[] circle : circles.members()) {
      int nodes = 0;
      boolean leftRecursive = false;
      for (int part : circle) {
        nodes += draft.limit(part) - draft.parts().get(part).base();
        leftRecursive |= corners.cyclic(part);
      }
      boolean unique = leftRecursive || (circle.length > 1 && nodes > MOST_NODES);
      for (int part : circle) {
        shapes[part] = unique ? Shape.unique() : new Telling(circles.of(part)).of(part);
      }
    }
  }

  Shape of(int part) {
    return shapes[part];
  }

  private int[] called(int part) {
    var called = new Ints();
    for (int node = draft.parts().get(part).base(); node < draft.limit(part); node++) {
      if (graph.node(node) instanceof Node.Call(var callee, _, _)) {
        called.add(callee);
      }
    }
    return called.toArray();
  }

  private final class Telling {
    private final int circle;
    private final Ints code = new Ints();
    private final Map<Integer, Integer> order = new HashMap<>();
    private final List<Integer> members = new ArrayList<>();
    private final Map<Integer, Integer> outside = new HashMap<>();
    private final List<Shape> callees = new ArrayList<>();

    Telling(int circle) {
      this.circle = circle;
    }

    Shape of(int part) {
      member(part);
      for (int i = 0; i < members.size(); i++) {
        tell(members.get(i));
      }
      return Shape.of(code.toArray(), callees);
    }

    private void tell(int part) {
      int base = draft.parts().get(part).base();
      int[] first = Arrays.stream(corners.first(part)).map(node -> node - base).toArray();
      numbers(first);
      for (int node = base; node < draft.limit(part); node++) {
        tell(graph.node(node), base);
      }
    }

    private void tell(Node node, int base) {
      switch (node) {
        case Node.Jump(var targets) -> {
          code.add(0);
          numbers(Arrays.stream(targets).map(target -> target - base).toArray());
        }
        case Node.Read(var edges) -> {
          code.add(1);
          int[] told = edges.clone();
          for (int i = 2; i < told.length; i += 3) {
            told[i] -= base;
          }
          numbers(told);
        }
        case Node.Call(var callee, var target, var optional) -> {
          code.add(optional ? 3 : 2);
          code.add(callee(callee));
          code.add(target - base);
        }
        case Node.Enter(var loop) -> loop(4, loop, base);
        case Node.Again(var loop) -> loop(5, loop, base);
      }
    }

    private void loop(int kind, int number, int base) {
      var loop = graph.loop(number);
      code.add(kind);
      code.add(loop.least());
      code.add(loop.most());
      code.add(loop.body() - base);
      code.add(loop.exit() - base);
    }

    private void numbers(int[] numbers) {
      code.add(numbers.length);
      for (int number : numbers) {
        code.add(number);
      }
    }

    private int callee(int callee) {
      if (circles.of(callee) == circle) {
        return -1 - member(callee);
      }
      return outside.computeIfAbsent(
          callee,
          _ -> {
            callees.add(shapes[callee]);
            return callees.size() - 1;
          });
    }

    private int member(int part) {
      return order.computeIfAbsent(
          part,
          _ -> {
            members.add(part);
            return members.size() - 1;
          });
    }
  }
}
