package dev.millrace.grammar.schema;

import dev.millrace.llm.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The alternatives that demands allow: all combinators worked out, until each alternative is a flat
/// [Shape] whose parts are demands again. An alternative that no value meets is left out.
final class Resolver {
  private static final int DEEPEST = 128;

  private final Document document;
  private final Budget budget;
  private final Possibility possibility;
  private final Map<Demand, List<Shape>> known = new HashMap<>();
  private final Map<Set<Demand>, List<Shape>> together = new HashMap<>();
  private final Map<Demand, Integer> open = new HashMap<>();
  private final Demand never = Demand.that(Place.resource(new Json.Bool(false), Path.top()));
  private int assumed;

  Resolver(Document document, Budget budget) {
    this.document = document;
    this.budget = budget;
    this.possibility = new Possibility(this);
  }

  /// What meets all of these demands, as alternatives.
  List<Shape> shapes(Set<Demand> demands) {
    var before = together.get(demands);
    if (before != null) {
      return before;
    }
    int assumptions = assumed;
    var found = List.of(Shape.any());
    for (var demand : demands) {
      found = cross(found, alternatives(demand), demand.place().path());
    }
    if (assumed == assumptions) {
      together.put(Set.copyOf(demands), found);
    }
    return found;
  }

  /// What meets one demand, as alternatives.
  List<Shape> alternatives(Demand demand) {
    var before = known.get(demand);
    if (before != null) {
      return before;
    }
    var path = demand.place().path();
    var level = open.get(demand);
    if (level != null) {
      return again(path, level);
    }
    if (open.size() > DEEPEST) {
      throw path.refused("combines schemas more than " + DEEPEST + " deep");
    }
    int assumptions = assumed;
    open.put(demand, possibility.level());
    var found = worked(demand);
    open.remove(demand);
    if (assumed == assumptions) {
      known.put(demand, found);
    }
    return found;
  }

  /// Met again while being worked out: either it is made of itself, or it was asked from further
  /// inside, where to take it for anything is safe.
  private List<Shape> again(Path path, int level) {
    if (level == possibility.level()) {
      throw path.refused("refers to itself without an object or an array between");
    }
    assumed++;
    return List.of(Shape.any());
  }

  private List<Shape> worked(Demand demand) {
    return switch (demand.place().schema()) {
      case Json.Fields fields -> {
        var keywords = document.keywords(demand.place(), fields);
        budget.spend(1, demand.place().path());
        yield demand.met()
            ? new Combination(this, keywords).alternatives()
            : new Negation(this, keywords).alternatives();
      }
      case Json.Bool(var all) -> all == demand.met() ? List.of(Shape.any()) : List.of();
      case Json.Text _, Json.Numeral _, Json.Null _, Json.Items _ ->
          throw demand.place().path().refused("must be a schema: an object, true or false");
    };
  }

  /// Every pair of alternatives together, as far as values meet both.
  List<Shape> cross(List<Shape> left, List<Shape> right, Path path) {
    if (left.size() == 1 && left.getFirst().isAny()) {
      return right;
    }
    if (right.size() == 1 && right.getFirst().isAny()) {
      return left;
    }
    budget.spend(left.size() * right.size(), path);
    var both = new ArrayList<Shape>();
    for (var one : left) {
      for (var other : right) {
        Beyond.named(one.and(other)).stream()
            .flatMap(shape -> possibility.narrowed(shape).stream())
            .forEach(both::add);
      }
    }
    return List.copyOf(both);
  }

  /// Those of which values are possible.
  List<Shape> possible(List<Shape> shapes) {
    return shapes.stream().flatMap(shape -> possibility.narrowed(shape).stream()).toList();
  }

  /// Whether any value meets all of these demands; true where that is not known.
  boolean possible(Set<Demand> demands) {
    return possibility.of(demands);
  }

  /// Whether a value meets all of these demands.
  boolean admits(Set<Demand> demands, Json value) {
    return possibility.admits(demands, value);
  }

  /// A demand that nothing meets.
  Demand never() {
    return never;
  }

  /// The schema that a reference means.
  Place referred(Place from, String reference) {
    return document.referred(from, reference);
  }

  /// The alternatives of either, each once.
  static List<Shape> union(List<List<Shape>> all) {
    var seen = new HashSet<Shape>();
    return all.stream().flatMap(List::stream).filter(seen::add).toList();
  }
}
