package dev.millrace.grammar.schema;

import dev.millrace.llm.Json;

/// That a value be valid under a schema, or that it be invalid.
///
/// @param met whether it must be valid
record Demand(Place place, boolean met) {
  static Demand that(Place place) {
    return new Demand(place, true);
  }

  /// Whether it is plain that no value meets it.
  boolean isNever() {
    return place.schema() instanceof Json.Bool(var all) && all != met;
  }

  /// The opposite demand.
  Demand not() {
    return new Demand(place, !met);
  }
}
