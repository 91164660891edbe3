package dev.millrace.grammar.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// One of many texts, as an expression in which those that begin alike share their beginning.
public final class Words {
  private static final int DEEPEST = 50;

  private final List<String> sorted;

  private Words(List<String> sorted) {
    this.sorted = sorted;
  }

  /// One of these.
  ///
  /// @param texts without lone surrogates; nothing is derived if there are none
  public static Expression either(Collection<String> texts) {
    List<String> sorted = texts.stream().distinct().sorted().toList();
    return new Words(sorted).rest(0, sorted.size(), 0, 0);
  }

  /// What is left behind the first `read` chars, which the words from `first` to `end` share.
  private Expression rest(int first, int end, int read, int depth) {
    if (depth == DEEPEST || end - first == 1) {
      return choice(
          sorted.subList(first, end).stream()
              .<Expression>map(word -> new Expression.Literal(word.substring(read)))
              .toList());
    }
    var choices = new ArrayList<Expression>();
    int from = first;
    while (from < end) {
      int to = from + 1;
      while (to < end && sameCharacter(from, to, read)) {
        to++;
      }
      choices.add(group(from, to, read, depth));
      from = to;
    }
    return choice(choices);
  }

  private Expression group(int first, int end, int read, int depth) {
    int shared = shared(sorted.get(first), sorted.get(end - 1));
    var beginning = new Expression.Literal(sorted.get(first).substring(read, shared));
    if (end - first == 1) {
      return beginning;
    }
    return Expression.sequence(beginning, rest(first, end, shared, depth + 1));
  }

  private boolean sameCharacter(int left, int right, int at) {
    String one = sorted.get(left);
    return at < one.length() && one.codePointAt(at) == sorted.get(right).codePointAt(at);
  }

  private static int shared(String left, String right) {
    int shared = 0;
    while (shared < left.length()
        && shared < right.length()
        && left.charAt(shared) == right.charAt(shared)) {
      shared++;
    }
    boolean half = shared > 0 && Character.isHighSurrogate(left.charAt(shared - 1));
    return half ? shared - 1 : shared;
  }

  private static Expression choice(List<Expression> choices) {
    return choices.size() == 1 ? choices.getFirst() : new Expression.Either(choices);
  }
}
