package dev.millrace.grammar.schema;

import dev.millrace.grammar.rule.Expression;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// One of some texts, what they begin with in common written once.
final class Enumeration {
  private static final int DEEPEST = 64;

  private Enumeration() {}

  static Expression of(Collection<String> texts) {
    return branch(List.copyOf(new TreeSet<>(texts)), 0, 0);
  }

  /// @param texts in order
  /// @param from how much of each is already written
  private static Expression branch(List<String> texts, int from, int depth) {
    if (texts.size() == 1 || depth > DEEPEST) {
      return either(texts.stream().map(text -> rest(text, from)).toList());
    }
    var first = texts.getFirst();
    int to = common(first, texts.getLast(), from);
    var choices = new ArrayList<Expression>();
    for (int at = 0; at < texts.size(); ) {
      int end = at + 1;
      while (end < texts.size() && sameNext(texts.get(at), texts.get(end), to)) {
        end++;
      }
      choices.add(branch(texts.subList(at, end), to, depth + 1));
      at = end;
    }
    var branches = either(choices);
    var prefix = new Expression.Literal(first.substring(from, to));
    return to == from ? branches : Expression.sequence(prefix, branches);
  }

  private static Expression rest(String text, int from) {
    return new Expression.Literal(text.substring(from));
  }

  private static Expression either(List<Expression> choices) {
    return choices.size() == 1 ? choices.getFirst() : new Expression.Either(choices);
  }

  private static boolean sameNext(String one, String two, int at) {
    return at < one.length() && at < two.length() && one.codePointAt(at) == two.codePointAt(at);
  }

  private static int common(String one, String two, int from) {
    int to = from;
    while (sameNext(one, two, to)) {
      to += Character.charCount(one.codePointAt(to));
    }
    return to;
  }
}
