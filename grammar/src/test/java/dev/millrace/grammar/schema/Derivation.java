package dev.millrace.grammar.schema;

import dev.millrace.grammar.rule.Expression;
import dev.millrace.grammar.rule.Rules;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// Whether rules derive a text, worked out from where each part may end. For rules that do not begin
/// with themselves.
final class Derivation {
  private final Rules rules;
  private final int[] text;
  private final Map<Started, BitSet> known = new HashMap<>();

  private record Started(String rule, int at) {}

  private Derivation(Rules rules, String text) {
    this.rules = rules;
    this.text = text.codePoints().toArray();
  }

  static boolean derives(Rules rules, String text) {
    var derivation = new Derivation(rules, text);
    return derivation.ends(rules.root(), 0).get(derivation.text.length);
  }

  private BitSet ends(Expression expression, int start) {
    return switch (expression) {
      case Expression.Literal(var literal) -> literal(literal.codePoints().toArray(), start);
      case Expression.Characters(var set) ->
          set(start < text.length && set.contains(text[start]), start + 1);
      case Expression.Sequence(var parts) -> {
        var at = set(true, start);
        for (var part : parts) {
          at = step(part, at);
        }
        yield at;
      }
      case Expression.Either(var choices) -> {
        var all = new BitSet();
        choices.forEach(choice -> all.or(ends(choice, start)));
        yield all;
      }
      case Expression.Repeat repeat -> repeat(repeat, start);
      case Expression.Call(var rule) -> call(rule, start);
      case Expression.Both(var left, var right) -> {
        var both = copy(ends(left, start));
        both.and(ends(right, start));
        yield both;
      }
      case Expression.Except(var body, var excluded) -> {
        var rest = copy(ends(body, start));
        rest.andNot(ends(excluded, start));
        yield rest;
      }
      case Expression.Marker _ -> new BitSet();
    };
  }

  private BitSet call(String rule, int start) {
    var key = new Started(rule, start);
    var before = known.get(key);
    if (before != null) {
      return before;
    }
    var body = rules.named().get(rule);
    if (body == null) {
      throw new IllegalStateException("there is no rule " + rule);
    }
    var ends = ends(body, start);
    known.put(key, ends);
    return ends;
  }

  private BitSet repeat(Expression.Repeat repeat, int start) {
    var all = new BitSet();
    var now = set(true, start);
    for (int times = 0; times < repeat.most() && !now.isEmpty(); times++) {
      if (times >= repeat.least()) {
        all.or(now);
      }
      var next = step(repeat.body(), now);
      if (next.equals(now)) {
        break;
      }
      now = next;
    }
    all.or(now);
    return all;
  }

  private BitSet step(Expression part, BitSet starts) {
    var ends = new BitSet();
    starts.stream().forEach(start -> ends.or(ends(part, start)));
    return ends;
  }

  private BitSet literal(int[] literal, int start) {
    boolean fits = start + literal.length <= text.length;
    for (int at = 0; fits && at < literal.length; at++) {
      fits = text[start + at] == literal[at];
    }
    return set(fits, start + literal.length);
  }

  private static BitSet set(boolean any, int at) {
    var set = new BitSet();
    if (any) {
      set.set(at);
    }
    return set;
  }

  private static BitSet copy(BitSet set) {
    return (BitSet) set.clone();
  }
}
