package dev.millrace.grammar.schema;

import dev.millrace.grammar.rule.Expression;
import java.util.BitSet;

/// Whether an expression that calls no rule but those of formats derives a text: every place where a part may end is
/// followed at once, so that no pattern makes it slow.
final class Reading {
  private final int[] text;

  private Reading(String text) {
    this.text = text.codePoints().toArray();
  }

  static boolean derives(Expression expression, String text) {
    var reading = new Reading(text);
    return reading.ends(expression, single(0)).get(reading.text.length);
  }

  private BitSet ends(Expression expression, BitSet starts) {
    if (starts.isEmpty()) {
      return starts;
    }
    return switch (expression) {
      case Expression.Literal(var literal) -> afterLiteral(literal.codePoints().toArray(), starts);
      case Expression.Characters characters -> afterCharacter(characters, starts);
      case Expression.Sequence(var parts) -> {
        var at = starts;
        for (var part : parts) {
          at = ends(part, at);
        }
        yield at;
      }
      case Expression.Either(var choices) -> {
        var all = new BitSet();
        choices.forEach(choice -> all.or(ends(choice, starts)));
        yield all;
      }
      case Expression.Repeat repeat -> afterRepeat(repeat, starts);
      case Expression.Both(var left, var right) -> afterTwo(left, right, true, starts);
      case Expression.Except(var body, var excluded) -> afterTwo(body, excluded, false, starts);
      case Expression.Marker _ -> new BitSet();
      case Expression.Call(var rule) -> ends(Formats.meaning(rule), starts);
    };
  }

  private BitSet afterLiteral(int[] literal, BitSet starts) {
    var ends = new BitSet();
    starts.stream()
        .filter(start -> literalAt(literal, start))
        .forEach(at -> ends.set(at + literal.length));
    return ends;
  }

  private boolean literalAt(int[] literal, int start) {
    if (start + literal.length > text.length) {
      return false;
    }
    for (int at = 0; at < literal.length; at++) {
      if (text[start + at] != literal[at]) {
        return false;
      }
    }
    return true;
  }

  private BitSet afterCharacter(Expression.Characters characters, BitSet starts) {
    var ends = new BitSet();
    starts.stream()
        .filter(at -> at < text.length && characters.set().contains(text[at]))
        .forEach(at -> ends.set(at + 1));
    return ends;
  }

  private BitSet afterRepeat(Expression.Repeat repeat, BitSet starts) {
    var all = new BitSet();
    var now = starts;
    for (int times = 0; times < repeat.most() && !now.isEmpty(); times++) {
      if (times >= repeat.least()) {
        all.or(now);
      }
      var next = ends(repeat.body(), now);
      if (next.equals(now)) {
        break;
      }
      now = next;
    }
    all.or(now);
    return all;
  }

  private BitSet afterTwo(Expression one, Expression two, boolean both, BitSet starts) {
    var all = new BitSet();
    starts.stream()
        .forEach(start -> {
          var ends = (BitSet) ends(one, single(start)).clone();
          var others = ends(two, single(start));
          if (both) {
            ends.and(others);
          } else {
            ends.andNot(others);
          }
          all.or(ends);
        });
    return all;
  }

  private static BitSet single(int at) {
    var set = new BitSet();
    set.set(at);
    return set;
  }
}
