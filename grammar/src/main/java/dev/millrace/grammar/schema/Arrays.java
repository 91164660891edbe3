package dev.millrace.grammar.schema;

import static dev.millrace.grammar.rule.Expression.ENDLESS;
import static dev.millrace.grammar.rule.Expression.any;
import static dev.millrace.grammar.rule.Expression.optional;
import static dev.millrace.grammar.rule.Expression.sequence;

import dev.millrace.grammar.rule.Expression;
import java.util.HashSet;
import java.util.Set;

/// Arrays within limits.
final class Arrays {
  private static final int MOST_FIRST = 100;

  private final Values values;
  private final Path path;

  /// @param path what to refuse if they cannot be written
  Arrays(Values values, Path path) {
    this.values = values;
    this.path = path;
  }

  Expression of(ArrayLimits given) {
    if (given.isNone()) {
      return Plain.ARRAY;
    }
    if (!given.holding().isEmpty()) {
      return holding(given);
    }
    var limits = reachable(given);
    if (limits.empty()) {
      return Expression.nothing();
    }
    if (limits.unique() && limits.most() > 1) {
      return Plain.array(new Distinct(values, path).of(limits));
    }
    return Plain.array(items(limits));
  }

  /// The same limits, ended before the first item that nothing can be.
  private ArrayLimits reachable(ArrayLimits limits) {
    if (limits.first() > MOST_FIRST) {
      throw path.refused("speaks of more than " + MOST_FIRST + " items one by one");
    }
    for (int at = 0; at <= limits.first() && at < limits.most(); at++) {
      if (!values.possible(limits.at(at))) {
        return limits.withMost(at);
      }
    }
    return limits;
  }

  /// The items with what stands between and behind them.
  private Expression items(ArrayLimits limits) {
    if (limits.most() == 0) {
      return Expression.empty();
    }
    int first = Math.min(limits.first(), limits.most());
    if (first == 0) {
      var one = values.of(limits.rest());
      var all = Plain.listed(one, Math.max(1, limits.least()), limits.most());
      return limits.least() > 0 ? all : optional(all);
    }
    var tail = others(limits, first);
    for (int at = first - 1; at > 0; at--) {
      var next = sequence(Plain.COMMA, values.of(limits.at(at)), tail);
      tail = at < limits.least() ? next : optional(next);
    }
    var all = sequence(values.of(limits.at(0)), tail, Plain.GAP);
    return limits.least() > 0 ? all : optional(all);
  }

  /// What follows when the first ones are all there.
  private Expression others(ArrayLimits limits, int first) {
    if (limits.most() <= first) {
      return Expression.empty();
    }
    int most = limits.most() == ENDLESS ? ENDLESS : limits.most() - first;
    var other = sequence(Plain.COMMA, values.of(limits.rest()));
    return new Expression.Repeat(other, Math.max(0, limits.least() - first), most);
  }

  /// Any items, and among them one that is asked for.
  private Expression holding(ArrayLimits limits) {
    boolean simple =
        limits.holding().size() == 1
            && limits.first() == 0
            && limits.least() <= 1
            && limits.most() == ENDLESS
            && !limits.unique();
    if (!simple) {
      throw path.then("contains")
          .refused(
              "is enforced only without another contains, prefixItems, a number of items or"
                  + " uniqueItems beside it");
    }
    Set<Demand> wanted = new HashSet<>(limits.rest());
    wanted.addAll(limits.holding());
    if (!values.possible(wanted)) {
      return Expression.nothing();
    }
    var item = values.of(limits.rest());
    return Plain.array(
        sequence(
            any(sequence(item, Plain.COMMA)),
            values.of(wanted),
            any(sequence(Plain.COMMA, item)),
            Plain.GAP));
  }
}
