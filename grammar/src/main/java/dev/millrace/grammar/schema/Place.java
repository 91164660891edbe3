package dev.millrace.grammar.schema;

import dev.millrace.llm.Json;
import java.util.Optional;

/// A schema where it stands. Two places are the same only if they are the same object: [Document]
/// makes one of each.
final class Place {
  private final Json schema;
  private final Path path;
  private final Optional<Place> within;

  private Place(Json schema, Path path, Optional<Place> within) {
    this.schema = schema;
    this.path = path;
    this.within = within;
  }

  /// A schema that `#` in it means.
  static Place resource(Json schema, Path path) {
    return new Place(schema, path, Optional.empty());
  }

  /// A schema inside such a one.
  static Place inside(Place resource, Json schema, Path path) {
    return new Place(schema, path, Optional.of(resource));
  }

  Json schema() {
    return schema;
  }

  Path path() {
    return path;
  }

  /// What `#` means here.
  Place resource() {
    return within.orElse(this);
  }
}
