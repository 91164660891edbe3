package dev.millrace.grammar.schema;

import static dev.millrace.grammar.rule.Expression.any;
import static dev.millrace.grammar.rule.Expression.either;
import static dev.millrace.grammar.rule.Expression.empty;
import static dev.millrace.grammar.rule.Expression.optional;
import static dev.millrace.grammar.rule.Expression.sequence;

import dev.millrace.grammar.rule.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Members in a fixed order, some of which may be left out, and any number of others behind them:
/// with a comma before each but the one that comes first, whichever that is.
///
/// Once a member is written the rest is a plain sequence, each with its comma. Before that, the
/// first one is looked for in halves: in the left half, or nowhere there and in the right half. So
/// the expression is longer than the members by a logarithm only.
///
/// @param others the members behind those that are declared
record Members(List<Member> declared, Optional<Expression> others) {
  /// @param member its name, the colon and its value
  record Member(Expression member, boolean required) {}

  /// The members with what stands between and behind them.
  ///
  /// @param some whether there must be one at least
  Expression expression(boolean some) {
    var choices = new ArrayList<Expression>();
    int first = firstRequired();
    boolean needed = first < declared.size();
    if (!declared.isEmpty()) {
      int to = needed ? first + 1 : first;
      choices.add(sequence(beginning(0, to), following(to, declared.size()), more(), Plain.GAP));
    }
    if (!needed) {
      others.ifPresent(other -> choices.add(sequence(other, more(), Plain.GAP)));
      if (!some) {
        choices.add(empty());
      }
    }
    return choices.size() == 1 ? choices.getFirst() : new Expression.Either(choices);
  }

  private int firstRequired() {
    for (int at = 0; at < declared.size(); at++) {
      if (declared.get(at).required) {
        return at;
      }
    }
    return declared.size();
  }

  /// Members of a stretch, at least one, before which there is none.
  private Expression beginning(int from, int to) {
    if (to - from == 1) {
      return declared.get(from).member;
    }
    int middle = (from + to) >>> 1;
    return either(sequence(beginning(from, middle), following(middle, to)), beginning(middle, to));
  }

  /// Members of a stretch before which there is one.
  private Expression following(int from, int to) {
    var parts = new ArrayList<Expression>();
    for (var member : declared.subList(from, to)) {
      var next = sequence(Plain.COMMA, member.member);
      parts.add(member.required ? next : optional(next));
    }
    return new Expression.Sequence(parts);
  }

  private Expression more() {
    return others.map(other -> any(sequence(Plain.COMMA, other))).orElseGet(Expression::empty);
  }
}
