package dev.millrace.gateway.config;

import dev.millrace.gateway.catalog.Routing;
import dev.millrace.gateway.catalog.Routing.Affinity;
import dev.millrace.gateway.catalog.Routing.Strategy;
import dev.millrace.gateway.yaml.Closest;
import dev.millrace.gateway.yaml.Fields;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads, of a group `routing`, how requests are spread over the places where models run. Leaves
/// other keys of the group, and its end, to others.
final class Routings {
  private static final Map<String, Strategy> STRATEGIES = byWord(Strategy.values());
  private static final Map<String, Affinity> AFFINITIES = byWord(Affinity.values());

  private Routings() {}

  /// @param unsaid what counts where nothing is said
  static Routing read(Fields group, Routing unsaid) {
    return new Routing(
        word(group, "strategy", STRATEGIES, unsaid.strategy()),
        word(group, "affinity", AFFINITIES, unsaid.affinity()));
  }

  private static <T> T word(Fields routing, String key, Map<String, T> known, T usual) {
    var word = routing.text(key);
    if (word.isPresent() && !known.containsKey(word.get())) {
      routing.problem(
          key,
          "must be %s, not `%s`%s"
              .formatted(
                  String.join(", ", known.keySet()),
                  word.get(),
                  Closest.hint(word.get(), known.keySet())));
    }
    return known.getOrDefault(word.orElse(""), usual);
  }

  private static <T extends Enum<T>> Map<String, T> byWord(T[] all) {
    return Arrays.stream(all)
        .collect(
            Collectors.toMap(
                one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                Function.identity(),
                (one, _) -> one,
                TreeMap::new));
  }
}
