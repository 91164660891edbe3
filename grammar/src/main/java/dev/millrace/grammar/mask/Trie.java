package dev.millrace.grammar.mask;

import dev.millrace.grammar.automaton.Ints;
import dev.millrace.grammar.automaton.Plain;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The spellings of a vocabulary as a trie in rows, its nodes in the order of their spellings: a
/// subtree is one stretch of nodes, and its tokens are one stretch of tokens.
///
/// There are two trees, side by side. The first holds the tokens of whole plain characters, those
/// that any JSON string may hold as they are; there are so many of them that one wants to allow a
/// whole subtree at once. The second holds all others.
public final class Trie {
  /// Not at the end of a character, so that nobody can say how many characters follow.
  private static final int WITHIN = Integer.MAX_VALUE;

  private final int[] tokens;
  private final int secondTree;
  private final byte[] labels;
  private final short[] depths;
  private final int[] ends;
  private final int[] firstTokens;
  private final int[] reaches;
  private final short[] characters;
  private final int longest;
  private final int reach;
  private final int[] tops;

  private Trie(Building building, int secondTree) {
    this.secondTree = secondTree;
    this.tokens = building.tokens.toArray();
    int size = building.labels.size();
    this.labels = new byte[size];
    this.depths = new short[size];
    this.ends = new int[size];
    this.reaches = new int[size];
    this.characters = new short[size];
    this.firstTokens = new int[size + 1];
    for (int node = 0; node < size; node++) {
      labels[node] = (byte) building.labels.get(node);
      depths[node] = (short) building.depths.get(node);
      ends[node] = building.ends.get(node);
      firstTokens[node] = building.firstTokens.get(node);
    }
    firstTokens[size] = tokens.length;
    Arrays.fill(reaches, WITHIN);
    this.reach = measure(secondTree);
    int deepest = 0;
    var first = new Ints();
    for (int node = 0; node < size; node++) {
      deepest = Math.max(deepest, depths[node]);
      if (depths[node] == 1) {
        first.add(node);
      }
    }
    this.longest = deepest;
    this.tops = first.toArray();
  }

  /// The trie of a vocabulary.
  ///
  /// @param spellings by token; those that are empty, or longer than 32,767 bytes, are left out
  public static Trie of(List<byte[]> spellings) {
    int[] sorted =
        IntStream.range(0, spellings.size())
            .filter(token -> spellings.get(token).length > 0)
            .filter(token -> spellings.get(token).length <= Short.MAX_VALUE)
            .boxed()
            .sorted(
                (one, other) -> Arrays.compareUnsigned(spellings.get(one), spellings.get(other)))
            .mapToInt(Integer::intValue)
            .toArray();
    var building = new Building();
    for (int token : sorted) {
      if (Plain.isPlain(spellings.get(token))) {
        building.add(token, spellings.get(token));
      }
    }
    building.close(0);
    int secondTree = building.labels.size();
    for (int token : sorted) {
      if (!Plain.isPlain(spellings.get(token))) {
        building.add(token, spellings.get(token));
      }
    }
    building.close(0);
    return new Trie(building, secondTree);
  }

  /// The first node of the second tree.
  int secondTree() {
    return secondTree;
  }

  /// The byte that leads to a node.
  int label(int node) {
    return labels[node] & 0xff;
  }

  /// How many bytes lead to a node, itself included.
  int depth(int node) {
    return depths[node];
  }

  /// The node after a node's subtree.
  int end(int node) {
    return ends[node];
  }

  /// Where the tokens of a node begin; its own come first, then those of its subtree.
  int firstToken(int node) {
    return firstTokens[node];
  }

  int token(int index) {
    return tokens[index];
  }

  /// Whether plain tokens that go through a node have whole characters up to it.
  boolean isWhole(int node) {
    return reaches[node] != WITHIN;
  }

  /// How many characters the longest token below a node has more than it.
  int reach(int node) {
    return reaches[node];
  }

  /// How many characters a node of the first tree has.
  int characters(int node) {
    return characters[node];
  }

  /// How many characters the longest plain token has.
  int reach() {
    return reach;
  }

  /// How many bytes the longest token has.
  int longest() {
    return longest;
  }

  /// The nodes of the first bytes of all tokens.
  int[] tops() {
    return tops;
  }

  /// How many nodes there are, in both trees.
  int size() {
    return labels.length;
  }

  /// From the back, so that children come before their parents. A byte that begins a character adds
  /// one to the reach of the nodes above it.
  private int measure(int limit) {
    int[] path = new int[Short.MAX_VALUE + 1];
    for (int node = 0; node < limit; node++) {
      path[depths[node]] = node;
      int begun = Plain.beginsCharacter(label(node)) ? 1 : 0;
      characters[node] =
          (short) (begun + (depths[node] > 1 ? characters[path[depths[node] - 1]] : 0));
    }
    short[] deepest = characters.clone();
    int most = 0;
    for (int node = limit - 1; node >= 0; node--) {
      for (int child = node + 1; child < ends[node]; child = ends[child]) {
        deepest[node] = (short) Math.max(deepest[node], deepest[child]);
      }
      boolean whole = ends[node] == node + 1 || Plain.beginsCharacter(label(node + 1));
      reaches[node] = whole ? deepest[node] - characters[node] : WITHIN;
      most = Math.max(most, deepest[node]);
    }
    return most;
  }

  /// The rows while they grow; spellings are added in order.
  private static final class Building {
    private final Ints tokens = new Ints();
    private final Ints labels = new Ints();
    private final Ints depths = new Ints();
    private final Ints ends = new Ints();
    private final Ints firstTokens = new Ints();
    private final Ints path = new Ints();

    void add(int token, byte[] spelling) {
      int shared = 0;
      while (shared < path.size()
          && shared < spelling.length
          && labels.get(path.get(shared)) == (spelling[shared] & 0xff)) {
        shared++;
      }
      close(shared);
      for (int i = shared; i < spelling.length; i++) {
        path.add(labels.size());
        labels.add(spelling[i] & 0xff);
        depths.add(i + 1);
        ends.add(0);
        firstTokens.add(tokens.size());
      }
      tokens.add(token);
    }

    /// Ends all nodes of the path from this depth on.
    void close(int depth) {
      while (path.size() > depth) {
        ends.set(path.pop(), labels.size());
      }
    }
  }
}
