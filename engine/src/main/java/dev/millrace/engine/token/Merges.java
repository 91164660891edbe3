package dev.millrace.engine.token;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// The merge rules of a byte-pair vocabulary: which two neighbouring tokens become one, most important rule first.
/// A piece of n bytes merges in O(n log n): neighbours wait in a queue by importance, tokens are a linked list.
final class Merges {
  private record Rule(int rank, int merged) {}

  /// A possible merge of the token at `left` with its right neighbour, as they were when it was queued.
  private record Candidate(int rank, int left, int leftToken, int rightToken, int merged)
      implements Comparable<Candidate> {
    @Override
    public int compareTo(Candidate other) {
      return rank != other.rank
          ? Integer.compare(rank, other.rank)
          : Integer.compare(left, other.left);
    }
  }

  private final Map<Long, Rule> rules;

  private Merges(Map<Long, Rule> rules) {
    this.rules = rules;
  }

  /// @throws IllegalArgumentException when a rule is not two known tokens that together are a known token
  static Merges of(List<String> lines, Map<String, Integer> ids) {
    Map<Long, Rule> rules = HashMap.newHashMap(lines.size());
    for (int rank = 0; rank < lines.size(); rank++) {
      var line = lines.get(rank);
      int space = line.indexOf(' ', 1);
      if (space < 0 || space == line.length() - 1) {
        throw new IllegalArgumentException(
            "merge " + rank + " '" + line + "' is not two tokens with a space between");
      }
      var left = line.substring(0, space);
      var right = line.substring(space + 1);
      int merged = known(left + right, line, rank, ids);
      long pair = pair(known(left, line, rank, ids), known(right, line, rank, ids));
      if (rules.putIfAbsent(pair, new Rule(rank, merged)) != null) {
        throw new IllegalArgumentException("merge " + rank + " '" + line + "' is there twice");
      }
    }
    return new Merges(rules);
  }

  private static int known(String token, String line, int rank, Map<String, Integer> ids) {
    var id = ids.get(token);
    if (id == null) {
      throw new IllegalArgumentException(
          "merge " + rank + " '" + line + "' names '" + token + "', which is no token");
    }
    return id;
  }

  private static long pair(int left, int right) {
    return ((long) left << 32) | right;
  }

  /// Merges the tokens in place and returns how many are left at the front of the array.
  int apply(int[] tokens, int count) {
    var next = new int[count];
    var previous = new int[count];
    for (int i = 0; i < count; i++) {
      next[i] = i + 1 < count ? i + 1 : -1;
      previous[i] = i - 1;
    }
    var queue = new PriorityQueue<Candidate>();
    for (int i = 0; i + 1 < count; i++) {
      offer(queue, tokens, i, i + 1);
    }
    while (!queue.isEmpty()) {
      var best = queue.remove();
      int left = best.left;
      int right = next[left];
      if (right < 0 || tokens[left] != best.leftToken || tokens[right] != best.rightToken) {
        continue;
      }
      tokens[left] = best.merged;
      tokens[right] = -1;
      next[left] = next[right];
      next[right] = -1;
      if (next[left] >= 0) {
        previous[next[left]] = left;
        offer(queue, tokens, left, next[left]);
      }
      if (previous[left] >= 0) {
        offer(queue, tokens, previous[left], left);
      }
    }
    return gather(tokens, count);
  }

  private void offer(PriorityQueue<Candidate> queue, int[] tokens, int left, int right) {
    var rule = rules.get(pair(tokens[left], tokens[right]));
    if (rule != null) {
      queue.add(new Candidate(rule.rank, left, tokens[left], tokens[right], rule.merged));
    }
  }

  private static int gather(int[] tokens, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (tokens[i] >= 0) {
        tokens[kept++] = tokens[i];
      }
    }
    Arrays.fill(tokens, kept, count, -1);
    return kept;
  }
}
