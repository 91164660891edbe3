package dev.millrace.gateway.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// All models on offer, found by id or alias whatever the case. Immutable.
public final class Catalog {
  private final List<Model> models;
  private final Map<String, Model> byName = new HashMap<>();

  /// @throws IllegalArgumentException if two models share a name
  public Catalog(List<Model> models) {
    this.models = List.copyOf(models);
    for (var model : models) {
      add(model.id(), model);
      model.aliases().forEach(alias -> add(alias, model));
    }
  }

  /// The model of that name.
  public Optional<Model> find(String name) {
    return Optional.ofNullable(byName.get(key(name)));
  }

  /// All of them, in the order of the configuration.
  public List<Model> models() {
    return models;
  }

  private void add(String name, Model model) {
    if (byName.putIfAbsent(key(name), model) != null) {
      throw new IllegalArgumentException("two models are called " + name);
    }
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
