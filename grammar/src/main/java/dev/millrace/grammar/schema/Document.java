package dev.millrace.grammar.schema;

import dev.millrace.llm.Json;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/// A whole schema: one [Place] for each schema in it that is looked at, and its keywords, read once.
final class Document {
  private final IdentityHashMap<Json, Place> places = new IdentityHashMap<>();
  private final Map<Place, Keywords> keywords = new HashMap<>();
  private final Place root;
  private final References references;

  Document(Json schema) {
    Extent.check(schema);
    root = Place.resource(schema, Path.top());
    places.put(schema, root);
    references = new References(this);
  }

  Place root() {
    return root;
  }

  /// The schema that stands somewhere below another.
  Place below(Place above, Json schema, Path path) {
    var known = Optional.ofNullable(places.get(schema));
    if (known.isPresent()) {
      return known.get();
    }
    var place =
        References.identifier(schema).isPresent()
            ? Place.resource(schema, path)
            : Place.inside(above.resource(), schema, path);
    places.put(schema, place);
    return place;
  }

  /// The keywords of a schema that is an object.
  Keywords keywords(Place place, Json.Fields fields) {
    return keywords.computeIfAbsent(place, _ -> new Keywords(this, place, fields));
  }

  /// The schema that a `$ref` at a place means.
  Place referred(Place from, String reference) {
    return references.find(from, reference);
  }
}
