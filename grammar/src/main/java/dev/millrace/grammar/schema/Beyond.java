package dev.millrace.grammar.schema;

import dev.millrace.grammar.InvalidConstraint;
import dev.millrace.grammar.rule.Expression;
import dev.millrace.llm.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// That an object has at least one member that a schema does not speak of by name or pattern.
///
/// @param known the names it speaks of
/// @param patterns languages of names it speaks of
/// @param demand what the member must be
/// @param why what to refuse if no list of names is there to choose the member from
record Beyond(Set<String> known, List<Expression> patterns, Demand demand, InvalidConstraint why) {
  Beyond {
    known = Set.copyOf(known);
    patterns = List.copyOf(patterns);
  }

  /// The same objects by the name of such a member, if only some names are allowed at all.
  static List<Shape> named(Shape shape) {
    var limits = shape.objects();
    var names = limits.only();
    if (limits.beyond().isEmpty() || names.isEmpty()) {
      return List.of(shape);
    }
    var first = limits.beyond().getFirst();
    var rest = limits.withBeyond(limits.beyond().subList(1, limits.beyond().size()));
    var shapes = new ArrayList<Shape>();
    for (var name : names.get()) {
      if (!first.knows(name)) {
        var member =
            ObjectLimits.requiring(Set.of(name)).and(ObjectLimits.member(name, first.demand));
        shapes.addAll(named(shape.with(rest.and(member))));
      }
    }
    return shapes;
  }

  boolean knows(String name) {
    return known.contains(name)
        || patterns.stream().anyMatch(language -> Reading.derives(language, name));
  }

  /// Whether a member of an object is such a one.
  boolean in(Json.Fields fields, Resolver resolver) {
    return fields.values().entrySet().stream()
        .anyMatch(member ->
            !knows(member.getKey()) && resolver.admits(Set.of(demand), member.getValue()));
  }
}
