package dev.millrace.grammar.schema;

import static dev.millrace.grammar.rule.Expression.ENDLESS;
import static dev.millrace.grammar.rule.Expression.any;
import static dev.millrace.grammar.rule.Expression.either;
import static dev.millrace.grammar.rule.Expression.empty;
import static dev.millrace.grammar.rule.Expression.nothing;
import static dev.millrace.grammar.rule.Expression.optional;
import static dev.millrace.grammar.rule.Expression.sequence;

import dev.millrace.grammar.rule.Expression;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Optional;

/// Numbers within bounds, in plain decimal notation: digits, and a point with digits behind it.
final class Decimals {
  private static final Expression SOME = Plain.digits(0, ENDLESS);

  /// Any digits, not all of them 0.
  private static final Expression NOT_ZERO = sequence(SOME, Plain.digit(1, 9), SOME);

  private Decimals() {}

  static Expression of(NumberLimits limits) {
    var zero = new NumberLimits.Bound(BigDecimal.ZERO, false);
    var low = limits.low();
    var high = limits.high();
    boolean positive = high.isEmpty() || high.get().value().signum() >= 0;
    boolean negative = low.isEmpty() || low.get().value().signum() < 0;
    var choices = new ArrayList<Expression>();
    if (negative) {
      var nearest = high.filter(bound -> bound.value().signum() < 0).map(Decimals::negated);
      var farthest = low.map(Decimals::negated);
      choices.add(sequence(Plain.text("-"), magnitudes(nearest.orElse(zero.flipped()), farthest)));
    }
    if (positive) {
      choices.add(magnitudes(low.filter(bound -> bound.value().signum() >= 0).orElse(zero), high));
    }
    return new Expression.Either(choices);
  }

  /// Plain decimals that are not whole.
  static Expression broken() {
    return sequence(Integers.signed(), Plain.text("."), NOT_ZERO);
  }

  private static NumberLimits.Bound negated(NumberLimits.Bound bound) {
    return new NumberLimits.Bound(bound.value().negate(), bound.open());
  }

  private static Expression magnitudes(NumberLimits.Bound low, Optional<NumberLimits.Bound> high) {
    boolean everything = low.value().signum() == 0 && !low.open();
    if (everything && high.isPresent()) {
      return atMost(high.get());
    }
    var least = atLeast(low);
    return high.<Expression>map(most -> new Expression.Both(least, atMost(most))).orElse(least);
  }

  private static Expression atLeast(NumberLimits.Bound low) {
    var whole = low.value().setScale(0, RoundingMode.DOWN).toBigInteger();
    return either(
        sequence(Digits.from(whole.add(BigInteger.ONE)), Plain.fraction()),
        sequence(Plain.text(whole.toString()), fractionFrom(fraction(low.value()), low.open())));
  }

  private static Expression atMost(NumberLimits.Bound high) {
    var whole = high.value().setScale(0, RoundingMode.DOWN).toBigInteger();
    var below = Digits.between(BigInteger.ZERO, whole.subtract(BigInteger.ONE));
    return either(
        sequence(below, Plain.fraction()),
        sequence(Plain.text(whole.toString()), fractionTo(fraction(high.value()), high.open())));
  }

  /// The digits behind the point, the last of them not 0.
  private static String fraction(BigDecimal value) {
    var plain = value.stripTrailingZeros();
    return plain.scale() <= 0
        ? ""
        : plain.toPlainString().substring(plain.toPlainString().indexOf('.') + 1);
  }

  private static Expression fractionFrom(String low, boolean open) {
    if (low.isEmpty()) {
      return open ? sequence(Plain.text("."), NOT_ZERO) : Plain.fraction();
    }
    var tail = open ? NOT_ZERO : SOME;
    for (int at = low.length() - 1; at >= 0; at--) {
      int digit = low.charAt(at) - '0';
      tail =
          either(
              sequence(Plain.digit(digit, digit), tail),
              sequence(Digits.digits(digit + 1, 9), SOME));
    }
    return sequence(Plain.text("."), tail);
  }

  private static Expression fractionTo(String high, boolean open) {
    var zeros = any(Plain.digit(0, 0));
    if (high.isEmpty()) {
      var trailing = sequence(Plain.text("."), Plain.digit(0, 0), zeros);
      return open ? nothing() : optional(trailing);
    }
    var tail = open ? nothing() : zeros;
    for (int at = high.length() - 1; at >= 0; at--) {
      int digit = high.charAt(at) - '0';
      boolean last = at == high.length() - 1;
      var next = last ? tail : either(empty(), tail);
      tail =
          either(
              sequence(Digits.digits(0, digit - 1), SOME),
              sequence(Plain.digit(digit, digit), next));
    }
    return optional(sequence(Plain.text("."), tail));
  }
}
