package dev.millrace.grammar.automaton;

/// A state of the nondeterministic automaton, as Thompson built it, with two additions: calls, which
/// make it a pushdown automaton, and loops that count, so that a repetition costs its body once.
public sealed interface Node {
  /// Goes on to each of these without reading. With no target it is the end of a network, or dead.
  record Jump(int... targets) implements Node {}

  /// Reads one byte.
  ///
  /// @param edges groups of three: the first byte and the last of a range, and where they lead;
  ///     ranges do not overlap
  record Read(int... edges) implements Node {
    /// Where a byte leads, or -1.
    public int target(int value) {
      for (int i = 0; i < edges.length; i += 3) {
        if (value >= edges[i] && value <= edges[i + 1]) {
          return edges[i + 2];
        }
      }
      return -1;
    }

    /// The lowest byte from which on to this one no edge begins or ends.
    int low(int value) {
      int low = 0;
      for (int i = 0; i < edges.length; i += 3) {
        if (edges[i + 1] < value) {
          low = Math.max(low, edges[i + 1] + 1);
        } else if (edges[i] <= value) {
          low = Math.max(low, edges[i]);
        }
      }
      return low;
    }

    /// The highest byte up to which from this one no edge begins or ends.
    int high(int value) {
      int high = 255;
      for (int i = 0; i < edges.length; i += 3) {
        if (edges[i] > value) {
          high = Math.min(high, edges[i] - 1);
        } else if (edges[i + 1] >= value) {
          high = Math.min(high, edges[i + 1]);
        }
      }
      return high;
    }
  }

  /// Runs another network, which reads at least one byte, and goes on at `target` when it is done.
  ///
  /// @param optional whether one may also go on to the target at once
  record Call(int network, int target, boolean optional) implements Node {}

  /// Begins a loop at zero.
  record Enter(int loop) implements Node {}

  /// Ends one round of a loop: once more, or out of it.
  record Again(int loop) implements Node {}
}
