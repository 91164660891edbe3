package dev.millrace.grammar.schema;

import dev.millrace.grammar.rule.Expression;
import java.math.BigDecimal;
import java.util.Optional;

/// The formats of strings and of numbers.
final class Formats {
  private Formats() {}

  /// The strings of a format; absent if all strings are.
  static Optional<Expression> ofTexts(String format, Path path) {
    return switch (format) {
      case "int32", "int64", "float", "double", "password", "binary" -> Optional.empty();
      default -> throw path.refused("the format " + format + " is not known here");
    };
  }

  /// The bounds of a format of whole numbers.
  static Optional<NumberLimits> ofNumbers(String format) {
    return switch (format) {
      case "int32" -> Optional.of(bounds(31));
      case "int64" -> Optional.of(bounds(63));
      default -> Optional.empty();
    };
  }

  private static NumberLimits bounds(int bits) {
    var end = BigDecimal.TWO.pow(bits);
    return NumberLimits.least(new NumberLimits.Bound(end.negate(), false))
        .and(NumberLimits.most(new NumberLimits.Bound(end, true)));
  }
}
