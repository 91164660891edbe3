package dev.millrace.gateway.catalog;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Models by owner, name and version. A model without a version has version 1; one without an owner
/// belongs to whom its card says.
final class Versions {
  private static final int FIRST = 1;

  private final Map<String, TreeMap<Integer, Model>> byName = new HashMap<>();

  /// Takes a model in under all its names, unless there is one already.
  void add(Model model) {
    add(model.id(), model);
    model.aliases().forEach(alias -> add(alias, model));
    add(model.ownedBy() + "/" + model.id(), model);
  }

  /// The model of that name.
  Optional<Model> find(String name) {
    return VersionedName.parse(name)
        .flatMap(asked -> {
          var known = byName.getOrDefault(asked.key(), new TreeMap<>());
          var number = asked.version();
          return known.isEmpty()
              ? Optional.empty()
              : Optional.ofNullable(
                  number.isPresent() ? known.get(number.getAsInt()) : known.lastEntry().getValue());
        });
  }

  /// A name of a model with the version that it means.
  Optional<VersionedName> full(String name, Model model) {
    return VersionedName.parse(name)
        .map(
            asked -> asked.version().isPresent() ? asked : asked.withVersion(number(asked, model)));
  }

  private int number(VersionedName asked, Model model) {
    return byName.getOrDefault(asked.key(), new TreeMap<>()).entrySet().stream()
        .filter(entry -> entry.getValue().equals(model))
        .mapToInt(Map.Entry::getKey)
        .max()
        .orElse(FIRST);
  }

  private void add(String name, Model model) {
    VersionedName.parse(name)
        .ifPresent(parts ->
            byName
                .computeIfAbsent(parts.key(), _ -> new TreeMap<>())
                .putIfAbsent(parts.version().orElse(FIRST), model));
  }
}
