package dev.millrace.grammar.schema;

import static dev.millrace.grammar.rule.Expression.empty;
import static dev.millrace.grammar.rule.Expression.nothing;
import static dev.millrace.grammar.rule.Expression.optional;
import static dev.millrace.grammar.rule.Expression.sequence;

import dev.millrace.grammar.rule.Expression;
import dev.millrace.llm.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Arrays of which no two items are equal, if their items are of few values: one rule for each set
/// of values that may already be there.
final class Distinct {
  private static final int MOST = 8;

  private final Values values;
  private final Path path;

  Distinct(Values values, Path path) {
    this.values = values;
    this.path = path;
  }

  /// The items with what stands between and behind them.
  Expression of(ArrayLimits limits) {
    var few = limits.first() == 0 ? values.listed(limits.rest()) : Optional.<List<Json>>empty();
    var items =
        few.filter(all -> all.size() <= MOST)
            .orElseThrow(() ->
                path.then("uniqueItems")
                    .refused("is enforced only for items of at most " + MOST + " values"));
    if (items.size() < limits.least()) {
      return nothing();
    }
    var name = "schema" + path + "#unique";
    for (int there = 1; there < 1 << items.size(); there++) {
      boolean enough = Integer.bitCount(there) >= limits.least();
      boolean full = Integer.bitCount(there) >= limits.most();
      var next = full ? nothing() : next(items, there, name, Plain.COMMA);
      values.define(name + there, enough ? Expression.either(next, empty()) : next);
    }
    var all = sequence(next(items, 0, name, empty()), Plain.GAP);
    return limits.least() == 0 ? optional(all) : all;
  }

  /// An item that is not yet there, and all that follows.
  private static Expression next(List<Json> items, int there, String name, Expression before) {
    var choices = new ArrayList<Expression>();
    for (int at = 0; at < items.size(); at++) {
      int with = there | 1 << at;
      if (with != there) {
        var item = Plain.text(JsonText.of(items.get(at)));
        choices.add(sequence(before, item, new Expression.Call(name + with)));
      }
    }
    return new Expression.Either(choices);
  }
}
