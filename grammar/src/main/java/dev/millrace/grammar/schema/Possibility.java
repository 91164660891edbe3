package dev.millrace.grammar.schema;

import dev.millrace.llm.Json;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether values can meet demands, and whether one does.
final class Possibility {
  private static final int DEEPEST = 12;
  private static final int MOST_ITEMS = 16;

  private final Resolver resolver;
  private int level;

  Possibility(Resolver resolver) {
    this.resolver = resolver;
  }

  /// How far inside of values is being looked.
  int level() {
    return level;
  }

  /// A shape without the kinds and values that it rules out itself; absent if nothing is left.
  Optional<Shape> narrowed(Shape shape) {
    var kinds = EnumSet.noneOf(Kind.class);
    shape.kinds().stream().filter(kind -> possible(kind, shape)).forEach(kinds::add);
    var narrow = kinds.size() == shape.kinds().size() ? shape : shape.withKinds(kinds);
    if (kinds.isEmpty()) {
      return Optional.empty();
    }
    if (narrow.values().isEmpty()) {
      return Optional.of(narrow);
    }
    var left = narrow.values().get().stream().filter(value -> admits(narrow, value)).toList();
    return left.isEmpty() ? Optional.empty() : Optional.of(narrow.withValues(left));
  }

  private boolean possible(Kind kind, Shape shape) {
    return switch (kind) {
      case NULL, BOOLEAN -> true;
      case WHOLE -> !shape.numbers().empty() && !Integers.range(shape.numbers()).empty();
      case FRACTIONAL -> !shape.numbers().empty() && !wholeMultiples(shape.numbers());
      case STRING -> !shape.texts().empty();
      case ARRAY -> possible(shape.arrays());
      case OBJECT -> possible(shape.objects());
    };
  }

  private static boolean wholeMultiples(NumberLimits limits) {
    return limits.multiples().stream().anyMatch(one -> one.stripTrailingZeros().scale() <= 0);
  }

  private boolean possible(ArrayLimits limits) {
    if (limits.empty()) {
      return false;
    }
    for (int at = 0; at < Math.min(limits.least(), MOST_ITEMS); at++) {
      if (!of(limits.at(at))) {
        return false;
      }
    }
    return true;
  }

  private boolean possible(ObjectLimits limits) {
    return !limits.empty()
        && limits.required().stream()
            .allMatch(name -> of(limits.member(name)) && named(limits, name));
  }

  private boolean named(ObjectLimits limits, String name) {
    return limits.names().isEmpty() || admits(new HashSet<>(limits.names()), new Json.Text(name));
  }

  /// Whether any value meets all of these demands; true where that is not known.
  boolean of(Set<Demand> demands) {
    if (demands.isEmpty() || level > DEEPEST) {
      return true;
    }
    level++;
    var shapes = resolver.shapes(demands);
    level--;
    return !shapes.isEmpty();
  }

  /// Whether a value meets all of these demands.
  boolean admits(Set<Demand> demands, Json value) {
    level++;
    boolean admits = resolver.shapes(demands).stream().anyMatch(shape -> admits(shape, value));
    level--;
    return admits;
  }

  private boolean admits(Shape shape, Json value) {
    return shape.values().stream().allMatch(all -> all.has(value))
        && shape.kinds().contains(Kind.of(value))
        && !shape.excluded().has(value)
        && within(shape, value);
  }

  private boolean within(Shape shape, Json value) {
    return switch (value) {
      case Json.Null _, Json.Bool _ -> true;
      case Json.Numeral(var number) -> shape.numbers().admits(number);
      case Json.Text(var text) -> shape.texts().admits(text);
      case Json.Items(var items) -> within(shape.arrays(), items);
      case Json.Fields fields -> within(shape.objects(), fields);
    };
  }

  private boolean within(ArrayLimits limits, List<Json> items) {
    if (items.size() < limits.least() || items.size() > limits.most()) {
      return false;
    }
    for (int at = 0; at < items.size(); at++) {
      if (!admits(limits.at(at), items.get(at))) {
        return false;
      }
      for (int before = 0; limits.unique() && before < at; before++) {
        if (Equality.same(items.get(before), items.get(at))) {
          return false;
        }
      }
    }
    return limits.holding().stream()
        .allMatch(one -> items.stream().anyMatch(item -> admits(Set.of(one), item)));
  }

  private boolean within(ObjectLimits limits, Json.Fields fields) {
    var members = fields.values();
    return limits.least() <= members.size()
        && members.size() <= limits.most()
        && members.keySet().containsAll(limits.required())
        && limits.beyond().stream().allMatch(one -> one.in(fields, resolver))
        && members.keySet().stream().allMatch(name -> named(limits, name))
        && members.entrySet().stream()
            .allMatch(member -> admits(limits.member(member.getKey()), member.getValue()));
  }
}
