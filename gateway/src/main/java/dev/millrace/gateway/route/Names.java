package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model.Deployment;
import java.util.Locale;

/// What clients call places: by the provider's name, by that and the model's name there
/// (`acme/big-1`), or `embedded` for the engine in this process. In any case.
final class Names {
  private Names() {}

  /// Whether a name, in small letters, means a place.
  static boolean means(String name, Deployment place) {
    String provider = of(place).toLowerCase(Locale.ROOT);
    return name.equals(provider)
        || name.equals(provider + "/" + place.model().toLowerCase(Locale.ROOT));
  }

  /// The name of the provider of a place.
  static String of(Deployment place) {
    int colon = place.provider().indexOf(':'); // engines have one
    return colon < 0 ? place.provider() : place.provider().substring(0, colon);
  }
}
