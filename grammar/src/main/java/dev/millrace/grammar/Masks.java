package dev.millrace.grammar;

import dev.millrace.grammar.automaton.State;
import dev.millrace.grammar.mask.Trie;
import java.util.Arrays;

/// Which tokens may come next. Not thread-safe.
public final class Masks {
  private final Trie trie;
  private final State[] path = new State[1 << 15];

  public Masks(TokenTable table) {
    this.trie = table.trie();
  }

  /// Tells which tokens the matcher would accept.
  ///
  /// @param into overwritten: bit `i` is set if token `i` may come next; 64 tokens to a word
  public void allowed(Matcher matcher, long[] into) {
    Arrays.fill(into, 0);
    var automaton = matcher.automaton();
    path[0] = matcher.state();
    for (int node = 0; node < trie.size(); ) {
      var next = automaton.step(path[trie.depth(node) - 1], trie.label(node));
      if (next.isDead()) {
        node = trie.end(node);
        continue;
      }
      path[trie.depth(node)] = next;
      int limit = trie.firstToken(node + 1);
      for (int i = trie.firstToken(node); i < limit; i++) {
        into[trie.token(i) >> 6] |= 1L << trie.token(i);
      }
      node++;
    }
  }
}
