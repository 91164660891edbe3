package dev.millrace.grammar.schema;

import dev.millrace.grammar.InvalidConstraint;
import dev.millrace.grammar.rule.Expression;
import dev.millrace.llm.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is invalid under one schema: whatever breaks one of its keywords. What cannot be written is
/// marked so; it is refused only if nothing else rules it out.
final class Negation {
  private static final Set<Kind> NUMBERS = Set.of(Kind.WHOLE, Kind.FRACTIONAL);

  private final Resolver resolver;
  private final Keywords keywords;
  private final Path path;
  private final List<List<Shape>> found = new ArrayList<>();

  Negation(Resolver resolver, Keywords keywords) {
    this.resolver = resolver;
    this.keywords = keywords;
    this.path = keywords.place().path();
  }

  List<Shape> alternatives() {
    var own = Assertions.of(keywords);
    add(Shape.of(Kind.except(own.kinds())));
    var assertions = new Assertions(keywords);
    assertions.values().forEach(values -> add(Shape.any().without(values)));
    assertions.eachNumber().forEach(this::numbers);
    texts(assertions);
    arrays(assertions);
    objects();
    combined();
    var all = resolver.possible(Resolver.union(found));
    return keywords.flag("nullable")
        ? resolver.cross(all, List.of(Shape.of(Kind.except(Set.of(Kind.NULL)))), path)
        : all;
  }

  private void numbers(NumberLimits limits) {
    var numbers = Shape.of(NUMBERS);
    limits.low().ifPresent(low -> add(numbers.with(NumberLimits.most(low.flipped()))));
    limits.high().ifPresent(high -> add(numbers.with(NumberLimits.least(high.flipped()))));
    if (!limits.multiples().isEmpty()) {
      add(numbers.unwritable(opposite("multipleOf")));
    }
  }

  private void texts(Assertions assertions) {
    var texts = Shape.of(Kind.STRING);
    int least = assertions.count("minLength", 0);
    if (least > 0) {
      add(texts.with(TextLimits.length(0, least - 1)));
    }
    keywords
        .count("maxLength")
        .ifPresent(most -> add(texts.with(TextLimits.length(above(most), Expression.ENDLESS))));
    for (var name : List.of("pattern", "format")) {
      assertions
          .language(name)
          .inside()
          .forEach(language -> add(texts.with(TextLimits.outside(language))));
    }
  }

  private static int above(int most) {
    return most == Expression.ENDLESS ? most : most + 1;
  }

  private void arrays(Assertions assertions) {
    var arrays = Shape.of(Kind.ARRAY);
    int least = assertions.count("minItems", 0);
    if (least > 0) {
      add(arrays.with(ArrayLimits.length(0, least - 1)));
    }
    keywords
        .count("maxItems")
        .ifPresent(most -> add(arrays.with(ArrayLimits.length(above(most), Expression.ENDLESS))));
    for (var part : assertions.items().stream().toList()) {
      var rest = part.rest().map(Demand::not);
      if (part.first().isEmpty()) {
        rest.ifPresent(one -> add(arrays.with(ArrayLimits.holding(one))));
      } else {
        add(arrays.unwritable(opposite(keywords.has("prefixItems") ? "prefixItems" : "items")));
      }
    }
    keywords
        .schema("contains")
        .ifPresent(one ->
            add(
                keywords.has("minContains") || keywords.has("maxContains")
                    ? arrays.unwritable(opposite("contains"))
                    : arrays.with(
                        ArrayLimits.part(
                            new ArrayLimits.Part(
                                List.of(), Optional.of(Demand.that(one).not()), false)))));
    if (keywords.flag("uniqueItems")) {
      add(arrays.unwritable(opposite("uniqueItems")));
    }
    unwritable(Kind.ARRAY, "unevaluatedItems");
  }

  private void objects() {
    var objects = Shape.of(Kind.OBJECT);
    keywords.texts("required").forEach(name -> add(Dependencies.without(name, resolver)));
    keywords
        .named("properties")
        .forEach((name, at) ->
            add(
                objects.with(
                    ObjectLimits.requiring(Set.of(name))
                        .and(ObjectLimits.member(name, Demand.that(at).not())))));
    keywords
        .count("maxProperties")
        .ifPresent(most -> add(objects.with(ObjectLimits.size(above(most), Expression.ENDLESS))));
    keywords
        .count("minProperties")
        .ifPresent(least -> {
          if (least > 0) {
            add(objects.with(ObjectLimits.size(0, least - 1)));
          }
        });
    for (var name : List.of("patternProperties", "propertyNames", "unevaluatedProperties")) {
      unwritable(Kind.OBJECT, name);
    }
    additional();
    for (var dependency : Dependencies.of(keywords)) {
      var present = List.of(Dependencies.present(Set.of(dependency.name())));
      for (var name : dependency.required()) {
        found.add(resolver.cross(present, List.of(Dependencies.without(name, resolver)), path));
      }
      for (var schema : dependency.schema().stream().toList()) {
        found.add(resolver.cross(present, alternatives(schema, false), path));
      }
    }
  }

  private void additional() {
    var rest = keywords.schema("additionalProperties").map(at -> Demand.that(at).not());
    if (rest.filter(demand -> !demand.isNever()).isEmpty()) {
      return;
    }
    var patterns =
        keywords.named("patternProperties").entrySet().stream()
            .map(one -> Patterns.search(one.getKey(), one.getValue().path()))
            .toList();
    var known = keywords.named("properties").keySet();
    var beyond = new Beyond(known, patterns, rest.get(), opposite("additionalProperties"));
    add(Shape.of(Kind.OBJECT).with(ObjectLimits.beyond(beyond)));
  }

  private void combined() {
    for (var name : List.of("$ref", "$dynamicRef", "$recursiveRef")) {
      keywords
          .text(name)
          .map(reference -> resolver.referred(keywords.place(), reference))
          .ifPresent(target -> found.add(alternatives(target, false)));
    }
    keywords.schemas("allOf").forEach(part -> found.add(alternatives(part, false)));
    var none = keywords.schemas("anyOf");
    if (!none.isEmpty()) {
      var all = List.of(Shape.any());
      for (var branch : none) {
        all = resolver.cross(all, alternatives(branch, false), path);
      }
      found.add(all);
    }
    keywords.schema("not").ifPresent(not -> found.add(alternatives(not, true)));
    for (var name : List.of("oneOf", "if")) {
      if (keywords.has(name)) {
        add(Shape.any().unwritable(opposite(name)));
      }
    }
  }

  private void unwritable(Kind kind, String name) {
    boolean says =
        keywords.any(name).filter(value -> !value.equals(new Json.Bool(true))).isPresent();
    if (says) {
      add(Shape.of(kind).unwritable(opposite(name)));
    }
  }

  private InvalidConstraint opposite(String name) {
    return keywords.refused(
        name, "its opposite, which a not, if or oneOf around it asks for, cannot be enforced");
  }

  private void add(Shape shape) {
    found.add(List.of(shape));
  }

  private List<Shape> alternatives(Place place, boolean met) {
    return resolver.alternatives(new Demand(place, met));
  }
}
