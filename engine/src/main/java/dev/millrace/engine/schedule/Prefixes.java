package dev.millrace.engine.schedule;

import dev.millrace.engine.model.Cache;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Full pages of sequences, found by their tokens: who begins with the same tokens begins with the same pages. A page
/// is found only behind the pages before it, and only if all its tokens are the same, so nobody gets another's by
/// mistake. Knows nothing of who asks: tenants of one process share. For one thread.
final class Prefixes {
  private final Map<Run, Node> beginnings = new HashMap<>();

  /// Least recently used first. A page is used whenever one behind it is.
  private final Set<Node> nodes = new LinkedHashSet<>();

  /// The tokens of one page.
  private static final class Run {
    private final int[] tokens;
    private final int hash;

    Run(int[] tokens, int page) {
      this.tokens = Arrays.copyOfRange(tokens, page * Cache.PAGE, (page + 1) * Cache.PAGE);
      this.hash = Arrays.hashCode(this.tokens);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Run run && Arrays.equals(tokens, run.tokens);
    }
  }

  private static final class Node {
    private final Run run;
    private final Cache.Page page;
    private final Map<Run, Node> siblings;
    private final Map<Run, Node> next = new HashMap<>();

    Node(Run run, Cache.Page page, Map<Run, Node> siblings) {
      this.run = run;
      this.page = page;
      this.siblings = siblings;
    }
  }

  /// The pages of the longest known beginning of some tokens; good until the next call of [#evict] or [#drop].
  ///
  /// @param most tokens that the pages may have together
  List<Cache.Page> find(int[] tokens, int most) {
    var path = new ArrayList<Node>();
    Map<Run, Node> here = beginnings;
    while ((path.size() + 1) * Cache.PAGE <= most && !here.isEmpty()) {
      var node = here.get(new Run(tokens, path.size()));
      if (node == null) {
        break;
      }
      path.add(node);
      here = node.next;
    }
    use(path);
    return path.stream().map(node -> node.page).toList();
  }

  /// Holds the full pages of a sequence from now on.
  ///
  /// @param tokens of the sequence, those that the cache holds and perhaps more
  void add(int[] tokens, Cache cache) {
    var path = new ArrayList<Node>();
    Map<Run, Node> here = beginnings;
    for (int index = 0; index < cache.length() / Cache.PAGE; index++) {
      var run = new Run(tokens, index);
      var node = here.get(run);
      if (node == null) {
        node = new Node(run, cache.page(index), here);
        here.put(run, node);
      }
      path.add(node);
      here = node.next;
    }
    use(path);
  }

  private void use(List<Node> path) {
    path.reversed()
        .forEach(node -> {
          nodes.remove(node);
          nodes.add(node);
        });
  }

  /// Lets go of the page that was not used for longest, of those that nobody else holds and that none is behind.
  ///
  /// @return whether there was one
  boolean evict() {
    return remove(false);
  }

  /// Lets go of the page that was not used for longest, of those that none is behind.
  ///
  /// @return whether there was one
  boolean drop() {
    return remove(true);
  }

  private boolean remove(boolean shared) {
    for (var node : nodes) {
      if (node.next.isEmpty() && (shared || !node.page.shared())) {
        nodes.remove(node);
        node.siblings.remove(node.run);
        node.page.letGo();
        return true;
      }
    }
    return false;
  }

  int size() {
    return nodes.size();
  }
}
