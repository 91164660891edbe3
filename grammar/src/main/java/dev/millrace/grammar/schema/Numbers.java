package dev.millrace.grammar.schema;

import dev.millrace.grammar.rule.Expression;
import dev.millrace.llm.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Numbers within limits. Where nothing is asked they may be written in any way; where something
/// is, as plain decimals without an exponent.
final class Numbers {
  private final Multiples multiples;

  /// @param path what to refuse if they cannot be written
  Numbers(Values values, Path path) {
    this.multiples = new Multiples(values, path);
  }

  /// The numbers of a shape.
  Expression of(Shape shape) {
    boolean whole = shape.kinds().contains(Kind.WHOLE);
    boolean fractional = shape.kinds().contains(Kind.FRACTIONAL);
    var limits = shape.numbers();
    var excluded = excluded(shape.excluded().values());
    if (!fractional) {
      return without(Integers.of(Integers.range(limits), multiples), excluded);
    }
    if (whole && limits.isNone() && excluded.isEmpty()) {
      return Plain.NUMBER;
    }
    var numbers = Decimals.of(limits);
    if (!limits.multiples().isEmpty()) {
      numbers = new Expression.Both(numbers, multiples.decimals(limits.multiples()));
    }
    if (!whole) {
      numbers = new Expression.Both(numbers, Decimals.broken());
    }
    return without(numbers, excluded);
  }

  private static Expression without(Expression numbers, List<BigDecimal> excluded) {
    if (excluded.isEmpty()) {
      return numbers;
    }
    return new Expression.Except(
        numbers.equals(Plain.WHOLE) ? Integers.plain() : numbers,
        new Expression.Either(excluded.stream().map(Numbers::spelled).toList()));
  }

  /// All plain decimals of one value.
  private static Expression spelled(BigDecimal value) {
    var bound = new NumberLimits.Bound(value, false);
    return Decimals.of(NumberLimits.least(bound).and(NumberLimits.most(bound)));
  }

  private static List<BigDecimal> excluded(List<Json> values) {
    var numbers = new ArrayList<BigDecimal>();
    for (var value : values) {
      if (value instanceof Json.Numeral(var number)) {
        numbers.add(number);
      }
    }
    return numbers;
  }
}
