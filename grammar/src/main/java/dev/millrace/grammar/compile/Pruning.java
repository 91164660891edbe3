package dev.millrace.grammar.compile;

import dev.millrace.grammar.automaton.Graph;
import dev.millrace.grammar.automaton.Ints;
import dev.millrace.grammar.automaton.Loop;
import dev.millrace.grammar.automaton.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Cuts off what leads to no text, and settles which networks may derive the empty one. After it
/// every node leads to the end of its network, and calls are of networks that read something.
final class Pruning {
  private final Draft draft;
  private final List<Node> nodes;
  private final boolean[] nullable;
  private final boolean[] fruitful;

  /// Whether a node can be reached, in [#read] after something has been read.
  private final int[] reached;

  private final int[] read;
  private int round;

  private Pruning(Draft draft) {
    this.draft = draft;
    this.nodes = draft.nodes();
    this.nullable = new boolean[draft.parts().size()];
    this.fruitful = new boolean[draft.parts().size()];
    this.reached = new int[nodes.size()];
    this.read = new int[nodes.size()];
  }

  /// @param nullable which networks derive the empty text
  /// @param fruitful which derive another
  record Pruned(Graph graph, boolean[] nullable, boolean[] fruitful) {}

  static Pruned prune(Draft draft) {
    var pruning = new Pruning(draft);
    pruning.derive();
    return new Pruned(pruning.graph(), pruning.nullable, pruning.fruitful);
  }

  /// A network is looked at again when more is known of one that it calls.
  private void derive() {
    var callers = callers();
    var queued = new boolean[nullable.length];
    var queue = new ArrayDeque<Integer>();
    for (int part = nullable.length - 1; part >= 0; part--) {
      queue.add(part);
      queued[part] = true;
    }
    while (!queue.isEmpty()) {
      int part = queue.remove();
      queued[part] = false;
      if (!(nullable[part] && fruitful[part]) && learns(part)) {
        for (int caller : callers.get(part).toArray()) {
          if (!queued[caller]) {
            queued[caller] = true;
            queue.add(caller);
          }
        }
      }
    }
  }

  private List<Ints> callers() {
    var callers = new ArrayList<Ints>();
    draft.parts().forEach(_ -> callers.add(new Ints()));
    for (int part = 0; part < nullable.length; part++) {
      for (int node = draft.parts().get(part).base(); node < draft.limit(part); node++) {
        if (nodes.get(node) instanceof Node.Call(var callee, _, _)) {
          var known = callers.get(callee);
          if (known.isEmpty() || known.get(known.size() - 1) != part) {
            known.add(part);
          }
        }
      }
    }
    return callers;
  }

  private boolean learns(int number) {
    var part = draft.parts().get(number);
    reach(part.start());
    boolean empty = reached[part.accept()] == round;
    boolean more = read[part.accept()] == round;
    boolean learns = empty != nullable[number] || more != fruitful[number];
    nullable[number] = empty;
    fruitful[number] = more;
    return learns;
  }

  private void reach(int start) {
    round++;
    var todo = new Ints();
    todo.add(start);
    todo.add(0);
    while (!todo.isEmpty()) {
      boolean hasRead = todo.pop() == 1;
      int node = todo.pop();
      int[] marks = hasRead ? read : reached;
      if (marks[node] != round) {
        marks[node] = round;
        forEachStep(
            node,
            (target, reads) -> {
              todo.add(target);
              todo.add(hasRead || reads ? 1 : 0);
            });
      }
    }
  }

  private interface Step {
    void to(int target, boolean reads);
  }

  private void forEachStep(int index, Step step) {
    switch (nodes.get(index)) {
      case Node.Jump(var targets) -> {
        for (int target : targets) {
          step.to(target, false);
        }
      }
      case Node.Read(var edges) -> {
        for (int i = 2; i < edges.length; i += 3) {
          step.to(edges[i], true);
        }
      }
      case Node.Call(var callee, var target, _) -> {
        if (nullable[callee]) {
          step.to(target, false);
        }
        if (fruitful[callee]) {
          step.to(target, true);
        }
      }
      case Node.Enter(var number) -> {
        var loop = draft.loops().get(number);
        step.to(loop.body(), false);
        if (loop.least() == 0) {
          step.to(loop.exit(), false);
        }
      }
      case Node.Again(var number) -> {
        step.to(draft.loops().get(number).body(), false);
        step.to(draft.loops().get(number).exit(), false);
      }
    }
  }

  private Graph graph() {
    var alive = alive();
    var kept = new Node[nodes.size()];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = alive[i] ? kept(nodes.get(i), alive) : new Node.Jump();
    }
    return new Graph(kept, loops(), draft.loopOf());
  }

  private Node kept(Node node, boolean[] alive) {
    return switch (node) {
      case Node.Jump(var targets) ->
          new Node.Jump(Arrays.stream(targets).filter(target -> alive[target]).toArray());
      case Node.Read(var edges) -> new Node.Read(kept(edges, alive));
      case Node.Call(var callee, var target, _) ->
          fruitful[callee]
              ? new Node.Call(callee, target, nullable[callee])
              : new Node.Jump(target);
      case Node.Enter enter -> enter;
      case Node.Again again -> again;
    };
  }

  private static int[] kept(int[] edges, boolean[] alive) {
    var kept = new Ints();
    for (int i = 0; i < edges.length; i += 3) {
      if (alive[edges[i + 2]]) {
        kept.add(edges[i]);
        kept.add(edges[i + 1]);
        kept.add(edges[i + 2]);
      }
    }
    return kept.toArray();
  }

  /// The nodes from which the end of their network can be reached.
  private boolean[] alive() {
    var from = new Ints();
    var to = new Ints();
    for (int i = 0; i < nodes.size(); i++) {
      int node = i;
      forEachStep(
          node,
          (target, _) -> {
            from.add(node);
            to.add(target);
          });
    }
    var backwards = new Backwards(from, to, nodes.size());
    var alive = new boolean[nodes.size()];
    var todo = new Ints();
    draft.parts().forEach(part -> todo.add(part.accept()));
    while (!todo.isEmpty()) {
      int node = todo.pop();
      if (!alive[node]) {
        alive[node] = true;
        backwards.forEach(node, todo::add);
      }
    }
    return alive;
  }

  /// A round that may be empty may be left out, and so may all that a loop asks for.
  private List<Loop> loops() {
    var loops = new ArrayList<>(draft.loops());
    for (int node = 0; node < nodes.size(); node++) {
      if (nodes.get(node) instanceof Node.Again(var number)) {
        reach(loops.get(number).body());
        if (reached[node] == round) {
          loops.set(number, loops.get(number).withLeast(0));
        }
      }
    }
    return loops;
  }
}
