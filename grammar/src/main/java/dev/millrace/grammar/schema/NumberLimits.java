package dev.millrace.grammar.schema;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What numbers may be.
///
/// @param multiples what they must be multiples of, each of them positive
record NumberLimits(Optional<Bound> low, Optional<Bound> high, List<BigDecimal> multiples) {
  /// An end of a range.
  ///
  /// @param open whether the value itself is outside
  record Bound(BigDecimal value, boolean open) {
    /// The same value, from the other side.
    Bound flipped() {
      return new Bound(value, !open);
    }
  }

  NumberLimits {
    multiples = List.copyOf(multiples);
  }

  static NumberLimits none() {
    return new NumberLimits(Optional.empty(), Optional.empty(), List.of());
  }

  static NumberLimits least(Bound low) {
    return new NumberLimits(Optional.of(low), Optional.empty(), List.of());
  }

  static NumberLimits most(Bound high) {
    return new NumberLimits(Optional.empty(), Optional.of(high), List.of());
  }

  static NumberLimits multiple(BigDecimal of) {
    return new NumberLimits(Optional.empty(), Optional.empty(), List.of(of));
  }

  boolean isNone() {
    return low.isEmpty() && high.isEmpty() && multiples.isEmpty();
  }

  boolean bounded() {
    return low.isPresent() || high.isPresent();
  }

  /// The limits of both.
  NumberLimits and(NumberLimits other) {
    if (isNone() || other.isNone()) {
      return isNone() ? other : this;
    }
    var all = new ArrayList<>(multiples);
    all.addAll(other.multiples);
    return new NumberLimits(
        tighter(low, other.low, 1),
        tighter(high, other.high, -1),
        all.stream().distinct().toList());
  }

  /// Whether no number can be within the bounds.
  boolean empty() {
    if (low.isEmpty() || high.isEmpty()) {
      return false;
    }
    int order = low.get().value.compareTo(high.get().value);
    return order > 0 || (order == 0 && (low.get().open || high.get().open));
  }

  boolean admits(BigDecimal number) {
    return low.stream().allMatch(bound -> inside(number.compareTo(bound.value), bound))
        && high.stream().allMatch(bound -> inside(bound.value.compareTo(number), bound))
        && multiples.stream().allMatch(one -> number.remainder(one).signum() == 0);
  }

  private static boolean inside(int order, Bound bound) {
    return bound.open ? order > 0 : order >= 0;
  }

  private static Optional<Bound> tighter(Optional<Bound> one, Optional<Bound> two, int sign) {
    if (one.isEmpty() || two.isEmpty()) {
      return one.isEmpty() ? two : one;
    }
    int order = sign * one.get().value.compareTo(two.get().value);
    boolean first = order > 0 || (order == 0 && one.get().open);
    return first ? one : two;
  }
}
