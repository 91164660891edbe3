package dev.millrace.grammar.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What is valid under one schema: its own assertions, and every keyword that brings in other
/// schemas.
final class Combination {
  private final Resolver resolver;
  private final Keywords keywords;
  private final Path path;
  private List<Shape> found;

  Combination(Resolver resolver, Keywords keywords) {
    this.resolver = resolver;
    this.keywords = keywords;
    this.path = keywords.place().path();
    this.found = resolver.possible(List.of(Assertions.of(keywords)));
  }

  List<Shape> alternatives() {
    references();
    all("allOf");
    any();
    one();
    keywords.schema("not").ifPresent(not -> and(alternatives(not, false)));
    condition();
    Dependencies.of(keywords).forEach(dependency -> and(either(dependency)));
    found = new Unevaluated(keywords).closed(found);
    nullable();
    return found;
  }

  private void references() {
    for (var dynamic : List.of("$dynamicRef", "$recursiveRef")) {
      if (keywords.text(dynamic).filter(text -> !text.equals("#")).isPresent()) {
        throw keywords.refused(dynamic, "only # is followed; use $ref");
      }
    }
    for (var name : List.of("$ref", "$dynamicRef", "$recursiveRef")) {
      keywords
          .text(name)
          .map(reference -> resolver.referred(keywords.place(), reference))
          .ifPresent(target -> and(alternatives(target, true)));
    }
  }

  private void all(String name) {
    keywords.schemas(name).forEach(part -> and(alternatives(part, true)));
  }

  private void any() {
    var branches = keywords.schemas("anyOf");
    if (!branches.isEmpty()) {
      and(
          keywords.has("unevaluatedProperties") || keywords.has("unevaluatedItems")
              ? subsets(branches)
              : Resolver.union(branches.stream().map(one -> alternatives(one, true)).toList()));
    }
  }

  /// Each set of branches that hold together: what is evaluated depends on it.
  private List<Shape> subsets(List<Place> branches) {
    if (branches.size() > 6) {
      throw keywords.refused(
          "anyOf", "more than 6 branches cannot be combined with unevaluatedProperties or Items");
    }
    var all = new ArrayList<List<Shape>>();
    for (int set = 1; set < 1 << branches.size(); set++) {
      var shapes = List.of(Shape.any());
      for (int at = 0; at < branches.size(); at++) {
        if ((set >> at & 1) == 1) {
          shapes = resolver.cross(shapes, alternatives(branches.get(at), true), path);
        }
      }
      all.add(shapes);
    }
    return Resolver.union(all);
  }

  /// Exactly one branch: each without every other that it is not disjoint with.
  private void one() {
    var branches = keywords.schemas("oneOf");
    if (branches.isEmpty()) {
      return;
    }
    var all = new ArrayList<List<Shape>>();
    for (var branch : branches) {
      var alone = alternatives(branch, true);
      for (var other : branches) {
        if (other != branch && !disjoint(alone, alternatives(other, true))) {
          alone = resolver.cross(alone, alternatives(other, false), path.then("oneOf"));
        }
      }
      all.add(alone);
    }
    and(Resolver.union(all));
  }

  private boolean disjoint(List<Shape> left, List<Shape> right) {
    return resolver.cross(left, right, path.then("oneOf")).isEmpty();
  }

  private void condition() {
    var condition = keywords.schema("if");
    if (condition.isEmpty()) {
      return;
    }
    var then = branch(condition.get(), true, "then");
    var otherwise = branch(condition.get(), false, "else");
    and(Resolver.union(List.of(then, otherwise)));
  }

  private List<Shape> branch(Place condition, boolean met, String name) {
    var given = alternatives(condition, met);
    var follows = keywords.schema(name);
    return follows.isEmpty()
        ? given
        : resolver.cross(given, alternatives(follows.get(), true), path.then(name));
  }

  private List<Shape> either(Dependencies.Dependency dependency) {
    var absent = Dependencies.absent(dependency.name(), resolver);
    var present = List.of(Dependencies.present(Set.of(dependency.name())));
    var then = List.of(Dependencies.present(dependency.required()));
    var all = resolver.cross(present, then, path);
    for (var schema : dependency.schema().stream().toList()) {
      all = resolver.cross(all, alternatives(schema, true), path);
    }
    return Resolver.union(List.of(absent, all));
  }

  private void nullable() {
    if (keywords.flag("nullable")) {
      found = Resolver.union(List.of(found, List.of(Shape.of(Kind.NULL))));
    }
  }

  private void and(List<Shape> others) {
    found = resolver.cross(found, others, path);
  }

  private List<Shape> alternatives(Place place, boolean met) {
    return resolver.alternatives(new Demand(place, met));
  }
}
