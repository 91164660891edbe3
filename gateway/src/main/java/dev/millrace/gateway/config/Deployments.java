package dev.millrace.gateway.config;

import dev.millrace.gateway.catalog.Model.Deployment;
import dev.millrace.gateway.yaml.Closest;
import dev.millrace.gateway.yaml.Fields;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Reads the places where a model runs.
///
/// @param providers the names of all that are configured
record Deployments(Set<String> providers) {
  private static final int MOST_WEIGHT = 1_000_000;

  Deployment read(Fields fields) {
    var deployment =
        new Deployment(
            provider(fields),
            fields.required("model").orElse(""),
            fields.flag("inline-links").orElse(false),
            number(fields, "weight", 0, MOST_WEIGHT).orElse(1),
            number(fields, "priority", 0, MOST_WEIGHT).orElse(0),
            fields.text("region"),
            fields.flag("zdr").orElse(false),
            number(fields, "context", 1, Integer.MAX_VALUE),
            number(fields, "max-output", 1, Integer.MAX_VALUE),
            cost(fields));
    fields.end();
    return deployment;
  }

  private String provider(Fields fields) {
    var provider = fields.required("provider").orElse("");
    if (!provider.isEmpty() && !providers.contains(provider)) {
      fields.problem("provider", "`" + provider + "` is not under `providers`" + hint(provider));
    }
    return provider;
  }

  private String hint(String provider) {
    return providers.isEmpty() ? ", which has none" : Closest.hint(provider, providers);
  }

  private static OptionalInt number(Fields fields, String key, int least, int most) {
    var number = fields.whole(key, least, most);
    return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
  }

  private static Optional<dev.millrace.gateway.catalog.Price> cost(Fields fields) {
    return fields.has("cost")
        ? Optional.of(Price.perMillion(fields.group("cost")).inCatalog())
        : Optional.empty();
  }
}
