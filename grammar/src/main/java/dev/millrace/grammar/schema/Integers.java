package dev.millrace.grammar.schema;

import static dev.millrace.grammar.rule.Expression.either;
import static dev.millrace.grammar.rule.Expression.nothing;
import static dev.millrace.grammar.rule.Expression.sequence;

import dev.millrace.grammar.rule.Expression;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Optional;

/// Whole numbers within limits, written as digits alone.
final class Integers {
  private static final BigInteger MOST_LISTED = BigInteger.valueOf(5_000);

  /// Whole numbers from `low` to `high`, each a multiple of `step`.
  record Range(Optional<BigInteger> low, Optional<BigInteger> high, BigInteger step) {
    boolean empty() {
      return low.isPresent() && high.isPresent() && first().compareTo(high.get()) > 0;
    }

    /// The least of them.
    BigInteger first() {
      var least = low.orElseThrow();
      return least.add(least.negate().mod(step));
    }

    /// Whether they are few enough to be written one by one.
    boolean few() {
      return low.isPresent()
          && high.isPresent()
          && high.get().subtract(low.get()).divide(step).compareTo(MOST_LISTED) < 0;
    }

    boolean all() {
      return low.isEmpty() && high.isEmpty() && step.equals(BigInteger.ONE);
    }
  }

  private Integers() {}

  /// The whole numbers within limits.
  static Range range(NumberLimits limits) {
    var step =
        limits.multiples().stream().map(Integers::whole).reduce(BigInteger.ONE, Integers::common);
    return new Range(limits.low().map(Integers::least), limits.high().map(Integers::most), step);
  }

  /// The whole numbers of a range.
  static Expression of(Range range, Multiples multiples) {
    if (range.all()) {
      return Plain.WHOLE;
    }
    if (range.step.equals(BigInteger.ONE)) {
      return dense(range);
    }
    return range.few() ? listed(range) : multiples.whole(range);
  }

  /// All whole numbers of a range, whatever its step.
  static Expression dense(Range range) {
    return either(negative(range), positive(range));
  }

  /// All whole numbers, without a call.
  static Expression plain() {
    var all = new Range(Optional.empty(), Optional.empty(), BigInteger.ONE);
    return dense(all);
  }

  /// All whole numbers and `-0`, without a call.
  static Expression signed() {
    return sequence(Expression.optional(Plain.text("-")), Digits.from(BigInteger.ZERO));
  }

  private static Expression positive(Range range) {
    var low = range.low.orElse(BigInteger.ZERO).max(BigInteger.ZERO);
    return Digits.range(low, range.high);
  }

  private static Expression negative(Range range) {
    var nearest = range.high.map(BigInteger::negate).orElse(BigInteger.ONE).max(BigInteger.ONE);
    var farthest = range.low.map(BigInteger::negate);
    boolean none = farthest.isPresent() && farthest.get().compareTo(nearest) < 0;
    return none ? nothing() : sequence(Plain.text("-"), Digits.range(nearest, farthest));
  }

  private static Expression listed(Range range) {
    var texts = new ArrayList<String>();
    var last = range.high.orElseThrow();
    for (var at = range.first(); at.compareTo(last) <= 0; at = at.add(range.step)) {
      texts.add(at.toString());
    }
    return texts.isEmpty() ? nothing() : Enumeration.of(texts);
  }

  private static BigInteger least(NumberLimits.Bound bound) {
    var least = bound.value().setScale(0, RoundingMode.CEILING);
    boolean outside = bound.open() && least.compareTo(bound.value()) == 0;
    return outside ? least.toBigInteger().add(BigInteger.ONE) : least.toBigInteger();
  }

  private static BigInteger most(NumberLimits.Bound bound) {
    var most = bound.value().setScale(0, RoundingMode.FLOOR);
    boolean outside = bound.open() && most.compareTo(bound.value()) == 0;
    return outside ? most.toBigInteger().subtract(BigInteger.ONE) : most.toBigInteger();
  }

  /// The least whole number that is a multiple.
  private static BigInteger whole(BigDecimal of) {
    var plain = of.stripTrailingZeros();
    if (plain.scale() <= 0) {
      return plain.toBigIntegerExact();
    }
    var units = plain.unscaledValue();
    return units.divide(units.gcd(BigInteger.TEN.pow(plain.scale())));
  }

  private static BigInteger common(BigInteger one, BigInteger two) {
    return one.divide(one.gcd(two)).multiply(two);
  }
}
