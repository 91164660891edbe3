package dev.millrace.grammar.schema;

import dev.millrace.grammar.InvalidConstraint;
import dev.millrace.llm.Json;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One of the alternatives that a schema allows: of some kinds, and for each kind its limits.
/// Limits say nothing of values of another kind.
///
/// @param values the only values it may have; absent if any
/// @param excluded values it must not have
/// @param unwritable why it cannot be written; harmless while another demand rules it out
record Shape(
    Set<Kind> kinds,
    Optional<Listing> values,
    Listing excluded,
    NumberLimits numbers,
    TextLimits texts,
    ArrayLimits arrays,
    ObjectLimits objects,
    Optional<InvalidConstraint> unwritable) {
  Shape {
    kinds = Set.copyOf(kinds);
  }

  static Shape any() {
    return new Shape(
        Kind.all(),
        Optional.empty(),
        Listing.none(),
        NumberLimits.none(),
        TextLimits.none(),
        ArrayLimits.none(),
        ObjectLimits.none(),
        Optional.empty());
  }

  static Shape of(Set<Kind> kinds) {
    return any().withKinds(kinds);
  }

  static Shape of(Kind kind) {
    return of(Set.of(kind));
  }

  /// What is both.
  Shape and(Shape other) {
    var common = EnumSet.noneOf(Kind.class);
    common.addAll(kinds);
    common.retainAll(other.kinds);
    var allowed = values.isPresent() ? values : other.values;
    var left =
        allowed.map(
            all -> Listing.of(all.stream().filter(other::lists).filter(this::lists).toList()));
    return new Shape(
        common,
        left,
        excluded.and(other.excluded),
        numbers.and(other.numbers),
        texts.and(other.texts),
        arrays.and(other.arrays),
        objects.and(other.objects),
        unwritable.or(other::unwritable));
  }

  Shape withKinds(Set<Kind> others) {
    return new Shape(others, values, excluded, numbers, texts, arrays, objects, unwritable);
  }

  Shape withValues(List<Json> only) {
    return new Shape(
        kinds,
        Optional.of(Listing.of(only)),
        excluded,
        numbers,
        texts,
        arrays,
        objects,
        unwritable);
  }

  Shape without(List<Json> values) {
    var listing = Listing.of(values);
    return new Shape(kinds, this.values, listing, numbers, texts, arrays, objects, unwritable);
  }

  Shape with(NumberLimits limits) {
    return new Shape(kinds, values, excluded, limits, texts, arrays, objects, unwritable);
  }

  Shape with(TextLimits limits) {
    return new Shape(kinds, values, excluded, numbers, limits, arrays, objects, unwritable);
  }

  Shape with(ArrayLimits limits) {
    return new Shape(kinds, values, excluded, numbers, texts, limits, objects, unwritable);
  }

  Shape with(ObjectLimits limits) {
    return new Shape(kinds, values, excluded, numbers, texts, arrays, limits, unwritable);
  }

  Shape unwritable(InvalidConstraint why) {
    return new Shape(kinds, values, excluded, numbers, texts, arrays, objects, Optional.of(why));
  }

  /// Whether every value is allowed.
  boolean isAny() {
    return kinds.size() == Kind.values().length
        && values.isEmpty()
        && excluded.isEmpty()
        && numbers.isNone()
        && texts.isNone()
        && arrays.isNone()
        && objects.isNone()
        && unwritable.isEmpty();
  }

  private boolean lists(Json value) {
    return kinds.contains(Kind.of(value))
        && values.stream().allMatch(all -> all.has(value))
        && !excluded.has(value);
  }
}
