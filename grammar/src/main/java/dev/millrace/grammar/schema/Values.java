package dev.millrace.grammar.schema;

import dev.millrace.grammar.rule.Expression;
import dev.millrace.grammar.rule.Rules;
import dev.millrace.llm.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/// Values that meet demands. Each set of demands of which more is to be said than a kind becomes a
/// rule, once; what is inside of values is left for later, so that no schema is too deep.
final class Values {
  private static final int MOST_RULES = 50_000;
  private static final int MOST_MEMBERS = 20_000;

  private final Resolver resolver;
  private final Map<Set<Demand>, String> names = new HashMap<>();
  private final Map<String, Expression> rules = new LinkedHashMap<>(Plain.rules());
  private final Map<Expression, String> members = new HashMap<>();
  private final Queue<Set<Demand>> open = new ArrayDeque<>();
  private int left = MOST_MEMBERS;

  Values(Resolver resolver) {
    this.resolver = resolver;
    rules.putAll(Formats.rules());
  }

  /// All rules of what meets a demand.
  Rules rules(Demand demand) {
    var root = of(Set.of(demand));
    while (!open.isEmpty()) {
      var next = open.remove();
      rules.put(names.get(next), body(next));
    }
    return new Rules(root, rules);
  }

  /// A value that meets all of these demands.
  Expression of(Set<Demand> demands) {
    var shapes = resolver.shapes(demands);
    if (shapes.isEmpty()) {
      contradiction(demands);
      return Expression.nothing();
    }
    var kinds = Optional.<Expression>empty();
    if (shapes.stream().allMatch(Values::plain)) {
      kinds = Optional.of(plain(shapes));
    }
    return kinds.orElseGet(() -> new Expression.Call(name(demands)));
  }

  /// Whether any value meets all of these demands. One schema that contradicts itself is refused.
  boolean possible(Set<Demand> demands) {
    boolean possible = resolver.possible(demands);
    if (!possible) {
      contradiction(demands);
    }
    return possible;
  }

  /// Whether a name, as a string, meets all of these demands.
  boolean named(List<Demand> demands, String name) {
    return resolver.admits(Set.copyOf(demands), new Json.Text(name));
  }

  /// The strings that meet all of these demands; absent if all do.
  Optional<Expression> names(List<Demand> demands) {
    return demands.isEmpty()
        ? Optional.empty()
        : Strings.contents(resolver.shapes(Set.copyOf(demands)));
  }

  /// The values that alone meet all of these demands; absent if they are not named one by one.
  Optional<List<Json>> listed(Set<Demand> demands) {
    var listed = new ArrayList<Json>();
    for (var shape : resolver.shapes(demands)) {
      if (shape.values().isEmpty()) {
        return Optional.empty();
      }
      listed.addAll(shape.values().get().values());
    }
    return Optional.of(Listing.distinct(listed));
  }

  /// A rule beside those of sets of demands.
  void define(String name, Expression body) {
    rules.put(name, body);
  }

  /// A call of the one rule for a member of an object.
  Expression member(Path path, Expression member) {
    var name = members.computeIfAbsent(member, _ -> "schema" + path + "#member" + members.size());
    define(name, member);
    return new Expression.Call(name);
  }

  /// Counts members written.
  void spend(int written, Path path) {
    left -= written;
    if (left < 0) {
      throw path.refused(
          "the schema is too large: its alternatives have more than " + MOST_MEMBERS + " members");
    }
  }

  private static void contradiction(Set<Demand> demands) {
    if (demands.size() > 1) {
      return;
    }
    var place = demands.iterator().next().place();
    boolean meant =
        place.schema() instanceof Json.Bool
            || (place.schema() instanceof Json.Fields fields && fields.get("not").isPresent());
    if (!meant) {
      throw place.path().refused("no JSON value satisfies this schema");
    }
  }

  private String name(Set<Demand> demands) {
    var known = names.get(demands);
    if (known != null) {
      return known;
    }
    var path = path(demands);
    if (names.size() >= MOST_RULES) {
      throw path.refused("the schema is too large: more than " + MOST_RULES + " kinds of values");
    }
    var name = "schema" + path + "#" + names.size();
    names.put(demands, name);
    open.add(demands);
    return name;
  }

  private Expression body(Set<Demand> demands) {
    var path = path(demands);
    var texts = new ArrayList<String>();
    var choices = new ArrayList<Expression>();
    for (var shape : resolver.shapes(demands)) {
      shape
          .unwritable()
          .or(() -> shape.objects().beyond().stream().findFirst().map(Beyond::why))
          .ifPresent(why -> {
            throw why;
          });
      shape
          .values()
          .ifPresent(values -> values.stream().forEach(value -> texts.add(JsonText.of(value))));
      if (shape.values().isEmpty()) {
        choices.addAll(kinds(shape, path));
      }
    }
    if (!texts.isEmpty()) {
      choices.add(Enumeration.of(texts));
    }
    return choices.size() == 1 ? choices.getFirst() : new Expression.Either(choices);
  }

  private List<Expression> kinds(Shape shape, Path path) {
    var choices = new ArrayList<Expression>();
    boolean numbers = false;
    for (var kind : Kind.values()) {
      if (!shape.kinds().contains(kind)) {
        continue;
      }
      switch (kind) {
        case NULL -> literals(shape, List.of(new Json.Null()), choices);
        case BOOLEAN ->
            literals(shape, List.of(new Json.Bool(true), new Json.Bool(false)), choices);
        case WHOLE, FRACTIONAL -> {
          if (!numbers) {
            choices.add(new Numbers(this, path).of(shape));
          }
          numbers = true;
        }
        case STRING -> choices.add(Strings.of(shape));
        case ARRAY -> {
          refuseExcluded(shape, kind, path);
          choices.add(new Arrays(this, path).of(shape.arrays()));
        }
        case OBJECT -> {
          refuseExcluded(shape, kind, path);
          choices.add(new Objects(this, path).of(shape.objects()));
        }
      }
    }
    return choices;
  }

  private static void literals(Shape shape, List<Json> values, List<Expression> choices) {
    values.stream()
        .filter(value -> !shape.excluded().has(value))
        .forEach(value -> choices.add(Plain.text(JsonText.of(value))));
  }

  private static void refuseExcluded(Shape shape, Kind kind, Path path) {
    if (shape.excluded().stream().anyMatch(value -> Kind.of(value) == kind)) {
      throw path.refused("an array or object cannot be excluded by its value");
    }
  }

  private static boolean plain(Shape shape) {
    return shape.values().isEmpty()
        && shape.excluded().isEmpty()
        && shape.unwritable().isEmpty()
        && shape.kinds().stream().allMatch(kind -> plain(kind, shape));
  }

  private static boolean plain(Kind kind, Shape shape) {
    return switch (kind) {
      case NULL, BOOLEAN -> true;
      case WHOLE -> shape.numbers().isNone();
      case FRACTIONAL -> shape.numbers().isNone() && shape.kinds().contains(Kind.WHOLE);
      case STRING -> shape.texts().isNone();
      case ARRAY -> shape.arrays().isNone();
      case OBJECT -> shape.objects().isNone();
    };
  }

  private static Expression plain(List<Shape> shapes) {
    var kinds = EnumSet.noneOf(Kind.class);
    shapes.forEach(shape -> kinds.addAll(shape.kinds()));
    if (kinds.size() == Kind.values().length) {
      return Plain.VALUE;
    }
    var choices = new ArrayList<Expression>();
    for (var kind : kinds) {
      switch (kind) {
        case NULL -> choices.add(Plain.text("null"));
        case BOOLEAN -> choices.addAll(List.of(Plain.text("true"), Plain.text("false")));
        case WHOLE -> choices.add(kinds.contains(Kind.FRACTIONAL) ? Plain.NUMBER : Plain.WHOLE);
        case FRACTIONAL -> {}
        case STRING -> choices.add(Plain.STRING);
        case ARRAY -> choices.add(Plain.ARRAY);
        case OBJECT -> choices.add(Plain.OBJECT);
      }
    }
    return choices.size() == 1 ? choices.getFirst() : new Expression.Either(choices);
  }

  private static Path path(Set<Demand> demands) {
    return demands.iterator().next().place().path();
  }
}
