package dev.millrace.grammar.schema;

import static dev.millrace.grammar.rule.Expression.ENDLESS;
import static dev.millrace.grammar.rule.Expression.either;
import static dev.millrace.grammar.rule.Expression.nothing;
import static dev.millrace.grammar.rule.Expression.sequence;

import dev.millrace.grammar.rule.Expression;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.IntFunction;

/// Whole numbers from 0 as decimal digits without leading zeros, compared digit by digit.
final class Digits {
  private Digits() {}

  /// All from `low` to `high`, both included.
  ///
  /// @param low 0 or more
  static Expression between(BigInteger low, BigInteger high) {
    if (low.compareTo(high) > 0) {
      return nothing();
    }
    var least = low.toString();
    var most = high.toString();
    if (least.length() == most.length()) {
      return sameLength(least, most);
    }
    boolean lengthBetween = most.length() - least.length() > 1;
    return either(
        sameLength(least, "9".repeat(least.length())),
        lengthBetween ? longer(least.length(), most.length() - 2) : nothing(),
        sameLength("1" + "0".repeat(most.length() - 1), most));
  }

  /// All from `low`.
  ///
  /// @param low 0 or more
  static Expression from(BigInteger low) {
    var least = low.toString();
    return either(sameLength(least, "9".repeat(least.length())), longer(least.length(), ENDLESS));
  }

  /// All with so many digits behind the first.
  private static Expression longer(int least, int most) {
    return sequence(Plain.digit(1, 9), Plain.digits(least, most));
  }

  /// All from `low` to `high`, or from `low` without end.
  static Expression range(BigInteger low, Optional<BigInteger> high) {
    return high.map(most -> between(low, most)).orElseGet(() -> from(low));
  }

  private static Expression sameLength(String low, String high) {
    int split = 0;
    while (split < low.length() && low.charAt(split) == high.charAt(split)) {
      split++;
    }
    var common = Plain.text(low.substring(0, split));
    if (split == low.length()) {
      return common;
    }
    int rest = low.length() - split - 1;
    return sequence(
        common,
        either(
            sequence(
                Plain.text(low.substring(split, split + 1)), atLeast(low.substring(split + 1))),
            sequence(
                digits(low.charAt(split) - '0' + 1, high.charAt(split) - '0' - 1),
                Plain.digits(rest, rest)),
            sequence(
                Plain.text(high.substring(split, split + 1)), atMost(high.substring(split + 1)))));
  }

  /// As many digits, not less.
  private static Expression atLeast(String low) {
    return compared(low, digit -> digits(digit + 1, 9));
  }

  /// As many digits, not more.
  private static Expression atMost(String high) {
    return compared(high, digit -> digits(0, digit - 1));
  }

  /// These digits, or at one of them a better one and then any.
  private static Expression compared(String bound, IntFunction<Expression> better) {
    var tail = Expression.empty();
    int end = bound.length();
    for (int at = bound.length() - 1; at >= 0; at--) {
      var others = better.apply(bound.charAt(at) - '0');
      if (!others.equals(nothing())) {
        int rest = bound.length() - at - 1;
        var same = sequence(Plain.text(bound.substring(at, end)), tail);
        tail = either(same, sequence(others, Plain.digits(rest, rest)));
        end = at;
      }
    }
    return sequence(Plain.text(bound.substring(0, end)), tail);
  }

  /// A digit from `first` to `last`, of which there may be none.
  static Expression digits(int first, int last) {
    return first > last ? nothing() : Plain.digit(first, last);
  }
}
