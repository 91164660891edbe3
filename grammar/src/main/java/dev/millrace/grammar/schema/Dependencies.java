package dev.millrace.grammar.schema;

import dev.millrace.llm.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What `dependentRequired`, `dependentSchemas` and the older `dependencies` say.
final class Dependencies {
  /// If the member of that name is there.
  ///
  /// @param required must then be there too
  /// @param schema must then hold for the whole
  record Dependency(String name, Set<String> required, Optional<Place> schema) {}

  private Dependencies() {}

  static List<Dependency> of(Keywords keywords) {
    var all = new ArrayList<Dependency>();
    keywords
        .members("dependentRequired")
        .forEach((name, names) -> all.add(required(keywords, "dependentRequired", name, names)));
    keywords
        .named("dependentSchemas")
        .forEach((name, at) -> all.add(new Dependency(name, Set.of(), Optional.of(at))));
    keywords
        .members("dependencies")
        .forEach((name, value) ->
            all.add(
                value instanceof Json.Items
                    ? required(keywords, "dependencies", name, value)
                    : new Dependency(
                        name,
                        Set.of(),
                        Optional.of(
                            keywords.below(value, keywords.path("dependencies").then(name))))));
    return all;
  }

  private static Dependency required(Keywords keywords, String keyword, String name, Json value) {
    var names = new LinkedHashSet<String>();
    var items = value instanceof Json.Items(var values) ? values : List.of(value);
    for (var item : items) {
      if (!(item instanceof Json.Text(var text)) || !(value instanceof Json.Items)) {
        throw keywords.path(keyword).then(name).refused("must be an array of strings");
      }
      names.add(text);
    }
    return new Dependency(name, names, Optional.empty());
  }

  /// Objects with these members.
  static Shape present(Set<String> names) {
    return Shape.of(Kind.OBJECT).with(ObjectLimits.requiring(names));
  }

  /// Objects without a member, and all that is no object.
  static List<Shape> absent(String name, Resolver resolver) {
    return List.of(Shape.of(Kind.except(Set.of(Kind.OBJECT))), without(name, resolver));
  }

  /// Objects without a member.
  static Shape without(String name, Resolver resolver) {
    return Shape.of(Kind.OBJECT).with(ObjectLimits.member(name, resolver.never()));
  }
}
