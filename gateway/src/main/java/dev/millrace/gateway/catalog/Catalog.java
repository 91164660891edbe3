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
  private final Versions versions = new Versions();

  /// @throws IllegalArgumentException if two models share a name
  public Catalog(List<Model> models) {
    this.models = List.copyOf(models);
    for (var model : models) {
      add(model.id(), model);
      model.aliases().forEach(alias -> add(alias, model));
    }
    models.forEach(versions::add);
  }

  /// The model of that name; where nobody has just that name, the one of that owner, name and
  /// version, the highest where no version is named.
  public Optional<Model> find(String name) {
    return Optional.ofNullable(byName.get(key(name))).or(() -> versions.find(name));
  }

  /// What a name of the form `owner/name` or `owner/name:version` means in full; nothing if nobody
  /// is called so.
  public Optional<VersionedName> version(String name) {
    return find(name).flatMap(model -> versions.full(name, model));
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
