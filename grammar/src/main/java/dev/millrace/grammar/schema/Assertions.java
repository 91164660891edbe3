package dev.millrace.grammar.schema;

import static dev.millrace.grammar.rule.Expression.ENDLESS;

import dev.millrace.llm.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the keywords of one schema say by themselves, those that combine schemas left aside.
final class Assertions {
  private final Keywords keywords;

  Assertions(Keywords keywords) {
    this.keywords = keywords;
  }

  static Shape of(Keywords keywords) {
    var assertions = new Assertions(keywords);
    var shape =
        Shape.of(assertions.kinds())
            .with(assertions.numbers())
            .with(assertions.texts())
            .with(assertions.arrays())
            .with(assertions.objects());
    for (var values : assertions.values()) {
      shape = shape.and(Shape.any().withValues(values));
    }
    return shape;
  }

  private Set<Kind> kinds() {
    return keywords.any("type").map(type -> kinds(type, keywords)).orElse(Kind.all());
  }

  private static Set<Kind> kinds(Json type, Keywords keywords) {
    var kinds = EnumSet.noneOf(Kind.class);
    var names = type instanceof Json.Text ? List.of(type) : keywords.items("type");
    for (var name : names) {
      var known =
          name instanceof Json.Text(var text) ? Kind.named(text) : Optional.<Set<Kind>>empty();
      kinds.addAll(
          known.orElseThrow(() ->
              keywords.refused(
                  "type",
                  "must be null, boolean, integer, number, string, array or object, or a list"
                      + " of these")));
    }
    return kinds;
  }

  /// The values of `enum` and of `const`.
  List<List<Json>> values() {
    var values = new ArrayList<List<Json>>();
    if (keywords.has("enum")) {
      values.add(keywords.items("enum"));
    }
    keywords.any("const").ifPresent(only -> values.add(List.of(only)));
    return values;
  }

  NumberLimits numbers() {
    var limits = NumberLimits.none();
    for (var one : eachNumber()) {
      limits = limits.and(one);
    }
    return limits;
  }

  /// The limits of numbers, each alone.
  List<NumberLimits> eachNumber() {
    var limits = new ArrayList<NumberLimits>();
    bound("minimum", false).map(NumberLimits::least).ifPresent(limits::add);
    bound("exclusiveMinimum", true).map(NumberLimits::least).ifPresent(limits::add);
    bound("maximum", false).map(NumberLimits::most).ifPresent(limits::add);
    bound("exclusiveMaximum", true).map(NumberLimits::most).ifPresent(limits::add);
    keywords.number("multipleOf").map(this::multiple).ifPresent(limits::add);
    if (keywords.any("format").orElse(new Json.Null()) instanceof Json.Text(var format)) {
      Formats.ofNumbers(format).ifPresent(limits::add);
    }
    return limits;
  }

  private Optional<NumberLimits.Bound> bound(String name, boolean open) {
    if (open && keywords.any(name).orElse(new Json.Null()) instanceof Json.Bool) {
      throw keywords.refused(
          name, "must be a number, the bound itself; true and false are of draft 4");
    }
    return keywords.number(name).map(value -> new NumberLimits.Bound(value, open));
  }

  private NumberLimits multiple(BigDecimal of) {
    if (of.signum() <= 0) {
      throw keywords.refused("multipleOf", "must be more than 0");
    }
    return NumberLimits.multiple(of);
  }

  TextLimits texts() {
    return texts("minLength", "maxLength").and(language("pattern")).and(language("format"));
  }

  private TextLimits texts(String least, String most) {
    return TextLimits.length(count(least, 0), count(most, ENDLESS));
  }

  /// What `pattern` or `format` asks of strings.
  TextLimits language(String name) {
    var text = keywords.text(name);
    if (text.isEmpty()) {
      return TextLimits.none();
    }
    var path = keywords.path(name);
    if (name.equals("pattern")) {
      return TextLimits.inside(Patterns.search(text.get(), path));
    }
    return Formats.ofTexts(text.get(), path).map(TextLimits::inside).orElse(TextLimits.none());
  }

  int count(String name, int otherwise) {
    return keywords.count(name).orElse(otherwise);
  }

  private ArrayLimits arrays() {
    var limits = ArrayLimits.length(count("minItems", 0), count("maxItems", ENDLESS));
    for (var part : items().stream().toList()) {
      limits = limits.and(ArrayLimits.part(part));
    }
    if (keywords.flag("uniqueItems")) {
      limits = limits.and(ArrayLimits.distinct());
    }
    return limits.and(holding());
  }

  private ArrayLimits holding() {
    var contains = keywords.schema("contains");
    if (contains.isEmpty() || (count("minContains", 1) == 0 && !keywords.has("maxContains"))) {
      return ArrayLimits.none();
    }
    if (keywords.has("maxContains") || count("minContains", 1) > 1) {
      var name = keywords.has("maxContains") ? "maxContains" : "minContains";
      throw keywords.refused(name, "only contains itself is enforced: at least one such item");
    }
    return ArrayLimits.holding(Demand.that(contains.get()));
  }

  /// What `prefixItems` and `items` say, in either of their forms.
  Optional<ArrayLimits.Part> items() {
    boolean listed = keywords.any("items").orElse(new Json.Null()) instanceof Json.Items;
    if (listed && keywords.has("prefixItems")) {
      throw keywords.refused("items", "must be a schema where there is prefixItems");
    }
    var first = listed ? listedItems() : keywords.schemas("prefixItems");
    var rest = keywords.schema(listed ? "additionalItems" : "items");
    return first.isEmpty() && rest.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ArrayLimits.Part(
                first.stream().map(Demand::that).toList(), rest.map(Demand::that), true));
  }

  private List<Place> listedItems() {
    return keywords.items("items").isEmpty() ? List.of() : keywords.schemas("items");
  }

  private ObjectLimits objects() {
    var limits =
        ObjectLimits.size(count("minProperties", 0), count("maxProperties", ENDLESS))
            .and(ObjectLimits.requiring(new LinkedHashSet<>(keywords.texts("required"))));
    for (var part : members().stream().toList()) {
      limits = limits.and(ObjectLimits.part(part));
    }
    for (var names : keywords.schema("propertyNames").stream().toList()) {
      limits = limits.and(ObjectLimits.names(Demand.that(names)));
    }
    return limits;
  }

  /// What `properties`, `patternProperties` and `additionalProperties` say.
  private Optional<ObjectLimits.Part> members() {
    var properties = new LinkedHashMap<String, Demand>();
    keywords.named("properties").forEach((name, at) -> properties.put(name, Demand.that(at)));
    var patterns = new ArrayList<ObjectLimits.Patterned>();
    keywords
        .named("patternProperties")
        .forEach((pattern, at) ->
            patterns.add(
                new ObjectLimits.Patterned(
                    pattern, Patterns.search(pattern, at.path()), Demand.that(at))));
    var rest = keywords.schema("additionalProperties").map(Demand::that);
    return properties.isEmpty() && patterns.isEmpty() && rest.isEmpty()
        ? Optional.empty()
        : Optional.of(new ObjectLimits.Part(properties, patterns, rest, true));
  }
}
