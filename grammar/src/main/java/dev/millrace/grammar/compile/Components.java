package dev.millrace.grammar.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The strongly connected components of a directed graph, by Tarjan's algorithm on a stack of its
/// own. A component comes after all that it leads to.
final class Components {
  private static final int UNSEEN = -1;

  private final List<int[]> edges;
  private final int[] order;
  private final int[] low;
  private final int[] component;
  private final int[] path;
  private final int[] at;
  private final int[] nextEdge;
  private final List<int[]> members = new ArrayList<>();
  private int seen;
  private int pathSize;
  private int depth;

  /// @param edges for every node where it leads
  Components(List<int[]> edges) {
    int size = edges.size();
    this.edges = edges;
    this.order = new int[size];
    this.low = new int[size];
    this.component = new int[size];
    this.path = new int[size];
    this.at = new int[size];
    this.nextEdge = new int[size];
    Arrays.fill(order, UNSEEN);
    Arrays.fill(component, UNSEEN);
    for (int node = 0; node < size; node++) {
      if (order[node] == UNSEEN) {
        visit(node);
      }
    }
  }

  /// The component that a node is in.
  int of(int node) {
    return component[node];
  }

  /// The nodes of all components.
  List<int[]> members() {
    return members;
  }

  /// Whether a node can be reached from itself.
  boolean cyclic(int node) {
    return members.get(component[node]).length > 1
        || Arrays.stream(edges.get(node)).anyMatch(target -> target == node);
  }

  private void visit(int root) {
    enter(root);
    while (depth > 0) {
      int node = at[depth - 1];
      int[] targets = edges.get(node);
      if (nextEdge[node] == targets.length) {
        leave(node);
        continue;
      }
      int target = targets[nextEdge[node]++];
      if (order[target] == UNSEEN) {
        enter(target);
      } else if (component[target] == UNSEEN) {
        low[node] = Math.min(low[node], order[target]);
      }
    }
  }

  private void enter(int node) {
    order[node] = seen;
    low[node] = seen++;
    path[pathSize++] = node;
    at[depth++] = node;
  }

  private void leave(int node) {
    depth--;
    if (depth > 0) {
      low[at[depth - 1]] = Math.min(low[at[depth - 1]], low[node]);
    }
    if (low[node] != order[node]) {
      return;
    }
    int end = pathSize;
    do {
      component[path[--pathSize]] = members.size();
    } while (path[pathSize] != node);
    members.add(Arrays.copyOfRange(path, pathSize, end));
  }
}
