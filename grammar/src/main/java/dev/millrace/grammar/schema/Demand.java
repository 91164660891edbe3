package dev.millrace.grammar.schema;

/// That a value be valid under a schema, or that it be invalid.
///
/// @param met whether it must be valid
record Demand(Place place, boolean met) {
  static Demand that(Place place) {
    return new Demand(place, true);
  }

  /// The opposite demand.
  Demand not() {
    return new Demand(place, !met);
  }
}
