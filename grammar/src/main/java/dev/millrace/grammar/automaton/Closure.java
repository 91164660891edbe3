package dev.millrace.grammar.automaton;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Where one gets without reading. Not thread-safe; used again and again.
public final class Closure {
  /// More positions than this in one place are forgotten, which forgets texts but adds none.
  private static final int MOST = 1 << 13;

  private final Graph graph;
  private final int[] seen;
  private final Set<Long> seenInLoops = new HashSet<>();
  private final Longs todo = new Longs();
  private final Longs positions = new Longs();
  private final List<int[]> heads = new ArrayList<>();
  private int round;
  private int accept = -1;
  private boolean accepted;

  public Closure(Graph graph) {
    this.graph = graph;
    this.seen = new int[graph.size()];
    for (var loop : graph.loops()) {
      heads.add(heads(loop));
    }
  }

  /// Begins anew; the network is done where one gets to `acceptNode`.
  public void begin(int acceptNode) {
    round++;
    seenInLoops.clear();
    positions.clear();
    accept = acceptNode;
    accepted = false;
  }

  /// Adds what can be reached from a node.
  public void add(int node, int count) {
    todo.add(Place.position(node, count));
    while (!todo.isEmpty()) {
      long position = todo.pop();
      if (isNew(position)) {
        visit(position);
      }
    }
  }

  /// Adds a position as it is.
  public void addPosition(long position) {
    positions.add(position);
  }

  /// The nodes found that read or call, outside of loops or in their first round.
  public int[] nodes() {
    long[] found = positions();
    int[] nodes = new int[found.length];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = Place.node(found[i]);
    }
    return nodes;
  }

  long[] positions() {
    return positions.distinct(MOST);
  }

  boolean accepted() {
    return accepted;
  }

  private boolean isNew(long position) {
    int node = Place.node(position);
    if (Place.count(position) > 0) {
      return seenInLoops.add(position);
    }
    boolean fresh = seen[node] != round;
    seen[node] = round;
    return fresh;
  }

  private void visit(long position) {
    int node = Place.node(position);
    int count = Place.count(position);
    accepted |= node == accept;
    switch (graph.node(node)) {
      case Node.Read _ -> positions.add(position);
      case Node.Jump(var targets) -> {
        for (int target : targets) {
          todo.add(Place.position(target, count));
        }
      }
      case Node.Call(_, var target, var optional) -> {
        positions.add(position);
        if (optional) {
          todo.add(Place.position(target, count));
        }
      }
      case Node.Enter(var loop) -> enter(loop);
      case Node.Again(var loop) -> again(loop, count);
    }
  }

  private void enter(int number) {
    var loop = graph.loop(number);
    for (int head : heads.get(number)) {
      positions.add(Place.position(head, 0));
    }
    if (loop.least() == 0) {
      todo.add(Place.position(loop.exit(), 0));
    }
  }

  private void again(int number, int count) {
    var loop = graph.loop(number);
    int after = loop.after(count);
    if (after < loop.most()) {
      for (int head : heads.get(number)) {
        positions.add(Place.position(head, after));
      }
    }
    if (after >= loop.least()) {
      todo.add(Place.position(loop.exit(), 0));
    }
  }

  /// What a round may begin with. That a round may be empty is left out: it would be no round, and
  /// a loop with such a body has no lower bound.
  private int[] heads(Loop loop) {
    var found = new Ints();
    var met = new HashSet<Integer>();
    var next = new Ints();
    next.add(loop.body());
    while (!next.isEmpty()) {
      int node = next.pop();
      if (!met.add(node)) {
        continue;
      }
      switch (graph.node(node)) {
        case Node.Read _ -> found.add(node);
        case Node.Jump(var targets) -> {
          for (int target : targets) {
            next.add(target);
          }
        }
        case Node.Call(_, var target, var optional) -> {
          found.add(node);
          if (optional) {
            next.add(target);
          }
        }
        case Node.Enter _ -> throw new IllegalStateException("a loop within a loop");
        case Node.Again _ -> {}
      }
    }
    return found.toArray();
  }
}
