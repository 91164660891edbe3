package dev.millrace.grammar.schema;

import static dev.millrace.grammar.rule.Expression.ENDLESS;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What arrays may be.
///
/// @param parts all of which hold
/// @param holding what at least one item must be, for each of them
/// @param unique whether no two items may be equal
record ArrayLimits(int least, int most, List<Part> parts, List<Demand> holding, boolean unique) {
  /// What the items are.
  ///
  /// @param first of the first items, one by one
  /// @param rest of all others; absent if they may be anything
  /// @param evaluates whether `unevaluatedItems` counts its items as seen
  record Part(List<Demand> first, Optional<Demand> rest, boolean evaluates) {
    Part {
      first = List.copyOf(first);
    }

    Optional<Demand> at(int index) {
      return index < first.size() ? Optional.of(first.get(index)) : rest;
    }
  }

  ArrayLimits {
    parts = List.copyOf(parts);
    holding = List.copyOf(holding);
  }

  static ArrayLimits none() {
    return length(0, ENDLESS);
  }

  static ArrayLimits length(int least, int most) {
    return new ArrayLimits(least, most, List.of(), List.of(), false);
  }

  static ArrayLimits part(Part part) {
    return new ArrayLimits(0, ENDLESS, List.of(part), List.of(), false);
  }

  static ArrayLimits holding(Demand demand) {
    return new ArrayLimits(1, ENDLESS, List.of(), List.of(demand), false);
  }

  static ArrayLimits distinct() {
    return new ArrayLimits(0, ENDLESS, List.of(), List.of(), true);
  }

  ArrayLimits and(ArrayLimits other) {
    return new ArrayLimits(
        Math.max(least, other.least),
        Math.min(most, other.most),
        Stream.concat(parts.stream(), other.parts.stream()).toList(),
        Stream.concat(holding.stream(), other.holding.stream()).toList(),
        unique || other.unique);
  }

  ArrayLimits withParts(List<Part> others) {
    return new ArrayLimits(least, most, others, holding, unique);
  }

  ArrayLimits withMost(int other) {
    return new ArrayLimits(least, Math.min(most, other), parts, holding, unique);
  }

  boolean isNone() {
    return least == 0 && most == ENDLESS && parts.isEmpty() && holding.isEmpty() && !unique;
  }

  boolean empty() {
    return least > most;
  }

  /// How many of the first items are spoken of one by one.
  int first() {
    return parts.stream().mapToInt(part -> part.first.size()).max().orElse(0);
  }

  /// What the item at an index must be, counted from 0.
  Set<Demand> at(int index) {
    var all = new LinkedHashSet<Demand>();
    parts.forEach(part -> part.at(index).ifPresent(all::add));
    return all;
  }

  /// What the items behind the first ones must be.
  Set<Demand> rest() {
    return at(first());
  }
}
