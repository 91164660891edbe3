package dev.millrace.grammar.schema;

import static dev.millrace.grammar.rule.Expression.ENDLESS;
import static dev.millrace.grammar.rule.Expression.either;
import static dev.millrace.grammar.rule.Expression.empty;
import static dev.millrace.grammar.rule.Expression.nothing;
import static dev.millrace.grammar.rule.Expression.optional;
import static dev.millrace.grammar.rule.Expression.sequence;

import dev.millrace.grammar.rule.Expression;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Multiples of a number, known by the last digits where these tell, else by the remainder that the
/// digits so far leave, with one rule for each remainder.
final class Multiples {
  private static final int MOST_LAST_DIGITS = 3;
  private static final int MOST_REMAINDERS = 200;
  private static final int MOST_FRACTIONS = 1_000;

  private final Values values;
  private final Path path;

  /// @param path what to refuse if they cannot be written
  Multiples(Values values, Path path) {
    this.values = values;
    this.path = path.then("multipleOf");
  }

  /// The whole numbers of a range.
  Expression whole(Integers.Range range) {
    for (int digits = 1; digits <= MOST_LAST_DIGITS; digits++) {
      var ten = BigInteger.TEN.pow(digits);
      if (ten.mod(range.step()).signum() == 0) {
        var step = range.step().intValueExact();
        return new Expression.Both(Integers.dense(range), ending(step, digits));
      }
    }
    boolean few = range.step().compareTo(BigInteger.valueOf(MOST_REMAINDERS)) <= 0;
    if (few && half(range)) {
      return remaining(range);
    }
    throw path.refused(range.step() + " cannot be enforced over so wide a range");
  }

  /// Whether a range is all multiples, or all from the least that is not negative.
  private static boolean half(Integers.Range range) {
    boolean natural =
        range.low().isEmpty()
            || (range.low().get().add(range.step()).signum() > 0
                && range.low().get().compareTo(range.step()) <= 0);
    return range.high().isEmpty() && natural;
  }

  private static Expression ending(int step, int digits) {
    var shorter = new ArrayList<String>();
    var last = new ArrayList<String>();
    int end = BigInteger.TEN.pow(digits).intValueExact();
    for (int at = 0; at < end; at += step) {
      var text = String.valueOf(at);
      shorter.add(text);
      last.add("0".repeat(digits - text.length()) + text);
    }
    var longer = sequence(Plain.digit(1, 9), Plain.digits(0, ENDLESS), Enumeration.of(last));
    return sequence(optional(Plain.text("-")), either(Enumeration.of(shorter), longer));
  }

  private Expression remaining(Integers.Range range) {
    int step = range.step().intValueExact();
    var name = "schema" + path + "#";
    for (int rest = 0; rest < step; rest++) {
      var next = next(rest, 0, step, name);
      values.define(name + rest, rest == 0 ? either(next, empty()) : next);
    }
    boolean zero = range.low().isEmpty() || range.low().get().signum() <= 0;
    boolean negative = range.low().isEmpty();
    var sign = negative ? optional(Plain.text("-")) : empty();
    return either(zero ? Plain.text("0") : nothing(), sequence(sign, next(0, 1, step, name)));
  }

  /// A digit, not less than `first`, and what may follow.
  private static Expression next(int rest, int first, int step, String name) {
    var choices = new ArrayList<Expression>();
    for (int digit = first; digit <= 9; digit++) {
      var after = new Expression.Call(name + (rest * 10 + digit) % step);
      choices.add(sequence(Plain.digit(digit, digit), after));
    }
    return new Expression.Either(choices);
  }

  /// Plain decimals that are multiples of all of these numbers.
  Expression decimals(List<BigDecimal> multiples) {
    return multiples.stream().map(this::decimals).reduce(Expression.Both::new).orElseThrow();
  }

  private Expression decimals(BigDecimal multiple) {
    var step = multiple.stripTrailingZeros();
    int places = Math.max(0, step.scale());
    var units = step.movePointRight(places).toBigIntegerExact();
    if (units.equals(BigInteger.ONE)) {
      return decimals(Plain.digits(1, places));
    }
    var count = BigInteger.TEN.pow(places).divideAndRemainder(units);
    if (count[1].signum() != 0 || count[0].compareTo(BigInteger.valueOf(MOST_FRACTIONS)) > 0) {
      throw path.refused(multiple + " is enforced only for whole numbers");
    }
    var fractions = new ArrayList<String>();
    for (int at = 1; at < count[0].intValueExact(); at++) {
      var text = step.multiply(BigDecimal.valueOf(at)).stripTrailingZeros().toPlainString();
      fractions.add(text.substring(text.indexOf('.') + 1));
    }
    fractions.add("0");
    return decimals(Enumeration.of(fractions));
  }

  private static Expression decimals(Expression fraction) {
    return sequence(Integers.signed(), optional(sequence(Plain.text("."), fraction)));
  }
}
