package dev.millrace.grammar.mask;

import dev.millrace.grammar.InvalidConstraint;
import dev.millrace.grammar.automaton.Automaton;
import dev.millrace.grammar.automaton.Ints;
import dev.millrace.grammar.automaton.State;
import java.util.Arrays;

/// Reads the tokens of a frontier from a state, all at once: along the trie, a byte that does not
/// fit ends a whole subtree. Where the state takes any plain characters for as long as the longest
/// token of a subtree, the subtree is taken as it is.
final class Walk {
  /// Subtrees of fewer tokens are walked; it takes longer to ask.
  private static final int WORTH_ASKING = 16;

  /// Plain tokens of more characters are not told apart by their length.
  private static final int LONGEST_COUNTED = 128;

  private static final String TOO_MANY =
      "one text has too many readings to be followed; nest fewer counts, or make the parts differ in"
          + " how they begin";

  private final Trie trie;
  private final long[] bits;
  private final long[][] plain;
  private final State[] path;
  private final Ints exits = new Ints();
  private final long[] left;
  private long visited;
  private long limit = Long.MAX_VALUE;

  Walk(Trie trie, int tokens) {
    this.trie = trie;
    this.bits = new long[(tokens + Long.SIZE - 1) / Long.SIZE];
    this.path = new State[trie.longest() + 1];
    this.left = new long[(trie.size() + Long.SIZE - 1) / Long.SIZE];
    this.plain = plain();
  }

  /// For each number of characters the plain tokens that have no more; the last has all of them.
  private long[][] plain() {
    int longest = Math.min(LONGEST_COUNTED, trie.reach());
    var plain = new long[longest + 1][bits.length];
    for (int node = 0; node < trie.secondTree(); node++) {
      int length = Math.min(trie.characters(node), longest);
      for (int i = trie.firstToken(node); i < trie.firstToken(node + 1); i++) {
        set(plain[length], trie.token(i));
      }
    }
    for (int length = 1; length <= longest; length++) {
      for (int i = 0; i < bits.length; i++) {
        plain[length][i] |= plain[length - 1][i];
      }
    }
    return plain;
  }

  /// Lets the automaton work no further than to `work` from now on.
  void limit(long work) {
    limit = work;
  }

  /// Reads them.
  ///
  /// @param last whether nothing follows where the state is complete
  /// @throws InvalidConstraint if that takes too much work
  Reading read(Automaton automaton, Frontier frontier, State state, boolean last) {
    try {
      readAll(automaton, frontier, state, last);
      return Reading.of(bits, Frontier.of(trie, exits.toArray()));
    } finally {
      Arrays.fill(bits, 0);
      for (int i = 0; i < exits.size(); i++) {
        left[exits.get(i) >> 6] = 0;
      }
      exits.clear();
    }
  }

  private void readAll(Automaton automaton, Frontier frontier, State state, boolean last) {
    boolean settled = frontier.isWhole() && takesPlain(automaton, state, last);
    for (int group = 0; group < frontier.groups(); group++) {
      var next = automaton.step(state, frontier.label(group));
      if (!next.isDead()) {
        for (int i = frontier.start(group); i < frontier.end(group); i++) {
          if (!settled || frontier.node(i) >= trie.secondTree()) {
            visit(automaton, frontier.node(i), next, last);
          }
        }
      }
    }
  }

  /// Settles the first tree at once, if the state takes plain characters up to a certain length and
  /// none beyond.
  private boolean takesPlain(Automaton automaton, State state, boolean last) {
    int room = automaton.room(state, !last);
    int longest = plain.length - 1;
    boolean settled =
        room >= trie.reach() || (room > 0 && room < longest && automaton.isFull(state, !last));
    if (settled) {
      System.arraycopy(plain[Math.min(room, longest)], 0, bits, 0, bits.length);
    }
    return settled;
  }

  /// How many nodes have been visited, from the first walk on.
  long visited() {
    return visited;
  }

  private void visit(Automaton automaton, int top, State state, boolean last) {
    int end = trie.end(top);
    int node = top;
    var next = state;
    while (true) {
      visited++;
      if (automaton.work() > limit) {
        throw new InvalidConstraint("", TOO_MANY);
      }
      if (next.isDead()) {
        node = trie.end(node);
      } else if (takesAll(automaton, node, next, last)) {
        take(trie.firstToken(node), trie.firstToken(trie.end(node)));
        node = trie.end(node);
      } else {
        path[trie.depth(node)] = next;
        take(trie.firstToken(node), trie.firstToken(node + 1));
        if (!last && next.complete()) {
          leave(node);
        }
        node++;
      }
      if (node >= end) {
        return;
      }
      next = automaton.step(path[trie.depth(node) - 1], trie.label(node));
    }
  }

  private boolean takesAll(Automaton automaton, int node, State state, boolean last) {
    return trie.firstToken(trie.end(node)) - trie.firstToken(node) >= WORTH_ASKING
        && trie.isWhole(node)
        && (last || !state.complete())
        && automaton.room(state, !last) >= trie.reach(node);
  }

  private void take(int from, int to) {
    for (int i = from; i < to; i++) {
      set(bits, trie.token(i));
    }
  }

  private static void set(long[] words, int token) {
    words[token >> 6] |= 1L << token;
  }

  private void leave(int node) {
    for (int child = node + 1; child < trie.end(node); child = trie.end(child)) {
      long bit = 1L << child;
      if ((left[child >> 6] & bit) == 0) {
        left[child >> 6] |= bit;
        exits.add(child);
      }
    }
  }
}
