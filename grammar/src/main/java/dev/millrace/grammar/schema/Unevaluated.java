package dev.millrace.grammar.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What `unevaluatedProperties` and `unevaluatedItems` say: they hold for the members and items that
/// no keyword beside them spoke of in the alternative at hand.
final class Unevaluated {
  private final Keywords keywords;

  Unevaluated(Keywords keywords) {
    this.keywords = keywords;
  }

  List<Shape> closed(List<Shape> shapes) {
    var members = keywords.schema("unevaluatedProperties").map(Demand::that);
    var items = keywords.schema("unevaluatedItems").map(Demand::that);
    return shapes.stream()
        .map(shape -> members.map(rest -> shape.with(members(shape.objects(), rest))).orElse(shape))
        .map(shape -> items.map(rest -> shape.with(items(shape.arrays(), rest))).orElse(shape))
        .toList();
  }

  private static ObjectLimits members(ObjectLimits limits, Demand rest) {
    var seen = limits.parts().stream().filter(ObjectLimits.Part::evaluates).toList();
    if (seen.stream().anyMatch(part -> part.rest().isPresent())) {
      return limits;
    }
    var properties = new LinkedHashMap<String, Demand>();
    var patterns = new ArrayList<ObjectLimits.Patterned>();
    seen.forEach(part -> properties.putAll(part.properties()));
    seen.forEach(part -> patterns.addAll(part.patterns()));
    var closing = new ObjectLimits.Part(properties, patterns, Optional.of(rest), true);
    return limits.withParts(Stream.concat(limits.parts().stream(), Stream.of(closing)).toList());
  }

  private ArrayLimits items(ArrayLimits limits, Demand rest) {
    var seen = limits.parts().stream().filter(ArrayLimits.Part::evaluates).toList();
    if (seen.stream().anyMatch(part -> part.rest().isPresent())) {
      return limits;
    }
    if (!limits.holding().isEmpty()) {
      throw keywords.refused("unevaluatedItems", "is not enforced together with contains");
    }
    var first = new ArrayList<Demand>();
    for (var part : seen) {
      first.addAll(
          part.first().subList(Math.min(first.size(), part.first().size()), part.first().size()));
    }
    var closing = new ArrayLimits.Part(first, Optional.of(rest), true);
    return limits.withParts(Stream.concat(limits.parts().stream(), Stream.of(closing)).toList());
  }
}
