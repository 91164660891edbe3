package dev.millrace.grammar.compile;

import dev.millrace.grammar.automaton.Ints;
import java.util.function.IntConsumer;

/// The edges of a graph from their ends to their beginnings.
final class Backwards {
  private final int[] begin;
  private final int[] sources;

  /// @param from where each edge begins
  /// @param to where it ends
  Backwards(Ints from, Ints to, int nodes) {
    begin = new int[nodes + 1];
    sources = new int[from.size()];
    for (int i = 0; i < to.size(); i++) {
      begin[to.get(i) + 1]++;
    }
    for (int i = 0; i < nodes; i++) {
      begin[i + 1] += begin[i];
    }
    int[] next = begin.clone();
    for (int i = 0; i < to.size(); i++) {
      sources[next[to.get(i)]++] = from.get(i);
    }
  }

  void forEach(int node, IntConsumer source) {
    for (int i = begin[node]; i < begin[node + 1]; i++) {
      source.accept(sources[i]);
    }
  }
}
