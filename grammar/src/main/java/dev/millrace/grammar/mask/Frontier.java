package dev.millrace.grammar.mask;

import dev.millrace.grammar.automaton.Ints;
import dev.millrace.grammar.automaton.Place;
import dev.millrace.grammar.automaton.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/// Tokens that have been read so far, and are to be read on from there: nodes of the trie, in
/// groups by their byte. With them all that has been found by reading on.
final class Frontier {
  /// Nothing is left to be read.
  static final Frontier NONE = new Frontier(new int[0], new int[0], new int[0], false);

  private final int[] labels;
  private final int[] starts;
  private final int[] nodes;
  private final boolean whole;
  private final IdentityHashMap<Place, Reading> known = new IdentityHashMap<>();
  private final IdentityHashMap<Place, Reading> knownLast = new IdentityHashMap<>();
  private final Map<Sign, Reading> alike = new HashMap<>();

  /// What places have in common that read tokens in the same way, in whatever language.
  ///
  /// @param last whether nothing can follow on the network
  record Sign(Shape shape, long[] signature, boolean last) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Sign sign
          && last == sign.last
          && Arrays.equals(signature, sign.signature)
          && shape.equals(sign.shape);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(signature) + shape.hashCode() + (last ? 1 : 0);
    }
  }

  private Frontier(int[] labels, int[] starts, int[] nodes, boolean whole) {
    this.labels = labels;
    this.starts = starts;
    this.nodes = nodes;
    this.whole = whole;
  }

  /// The nodes by their bytes. Each is given once, in whatever order.
  static Frontier of(Trie trie, int[] nodes) {
    if (nodes.length == 0) {
      return NONE;
    }
    var sizes = new int[257];
    for (int node : nodes) {
      sizes[trie.label(node) + 1]++;
    }
    var labels = new Ints();
    var starts = new Ints();
    for (int label = 0; label < 256; label++) {
      if (sizes[label + 1] > 0) {
        labels.add(label);
        starts.add(sizes[label]);
      }
      sizes[label + 1] += sizes[label];
    }
    starts.add(nodes.length);
    var sorted = new int[nodes.length];
    for (int node : nodes) {
      sorted[sizes[trie.label(node)]++] = node;
    }
    return new Frontier(labels.toArray(), starts.toArray(), sorted, trie.depth(nodes[0]) == 1);
  }

  /// Whether these are all tokens, with nothing of them read.
  boolean isWhole() {
    return whole;
  }

  boolean isEmpty() {
    return nodes.length == 0;
  }

  /// How many groups there are.
  int groups() {
    return labels.length;
  }

  int label(int group) {
    return labels[group];
  }

  int start(int group) {
    return starts[group];
  }

  int end(int group) {
    return starts[group + 1];
  }

  int node(int index) {
    return nodes[index];
  }

  int size() {
    return nodes.length;
  }

  /// What is known by sight.
  IdentityHashMap<Place, Reading> known(boolean last) {
    return last ? knownLast : known;
  }

  /// What is known of those alike.
  Map<Sign, Reading> alike() {
    return alike;
  }
}
