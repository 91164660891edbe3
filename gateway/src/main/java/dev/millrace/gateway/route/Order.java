package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model.Deployment;
import dev.millrace.gateway.dialect.openai.chat.Estimate;
import dev.millrace.gateway.dialect.preference.Preferences;
import dev.millrace.llm.Request;
import dev.millrace.llm.Usage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Puts the places of a model into the order in which they are asked: as the client says, else by
/// priority, and among equals by the model's strategy, where requests that belong together keep to
/// one place.
///
/// @param trail where prompts have gone
record Order(Strategies strategies, Load load, Trail trail) {
  /// An answer is taken to be so long where nobody has set a limit.
  private static final int USUAL_OUTPUT = 500;

  /// @param places those of the model that may be asked
  List<Deployment> of(Draft draft, List<Deployment> places) {
    if (places.size() == 1) {
      return places;
    }
    var preferences = draft.terms().preferences();
    var sorted =
        preferences
            .sort()
            .map(sort -> sorted(places, sort, usage(draft.requests())))
            .orElseGet(() -> inTiers(draft, places));
    var ordered = new ArrayList<Deployment>();
    for (String name : preferences.order()) {
      sorted.stream()
          .filter(place -> Names.means(name, place) && !ordered.contains(place))
          .forEach(ordered::add);
    }
    sorted.stream().filter(place -> !ordered.contains(place)).forEach(ordered::add);
    return ordered;
  }

  private List<Deployment> sorted(List<Deployment> places, Preferences.Sort sort, Usage usage) {
    return switch (sort) {
      case PRICE -> strategies.cheapest(places, usage);
      case THROUGHPUT, LATENCY -> strategies.quickest(places);
    };
  }

  private List<Deployment> inTiers(Draft draft, List<Deployment> places) {
    return places.stream()
        .collect(Collectors.groupingBy(Deployment::priority, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .flatMap(tier -> amongEquals(draft, tier).stream())
        .toList();
  }

  private List<Deployment> amongEquals(Draft draft, List<Deployment> tier) {
    if (tier.size() == 1) {
      return tier;
    }
    var kept = kept(draft, tier);
    return switch (draft.model().routing().strategy()) {
      case PRIORITY -> kept.orElse(tier);
      case WEIGHTED -> kept.orElseGet(() -> strategies.weighted(tier));
      case LEAST_OUTSTANDING -> kept.orElseGet(() -> strategies.leastOutstanding(tier));
      case CHEAPEST ->
          strategies.cheapest(
              kept.orElseGet(() -> strategies.weighted(tier)), usage(draft.requests()));
    };
  }

  /// The order for requests that keep to one place; nothing if this one need not.
  private Optional<List<Deployment>> kept(Draft draft, List<Deployment> tier) {
    return switch (draft.model().routing().affinity()) {
      case NONE -> Optional.empty();
      case SESSION ->
          draft
              .terms()
              .session()
              .map(session -> strategies.sparing(Draw.rendezvous(tier, Hash.of(session))));
      case PREFIX -> byPrefix(tier, Landmarks.of(draft.requests().getFirst()));
    };
  }

  private Optional<List<Deployment>> byPrefix(List<Deployment> tier, List<Long> marks) {
    if (marks.isEmpty()) {
      return Optional.empty();
    }
    var ordered = new ArrayList<>(strategies.sparing(Draw.rendezvous(tier, marks.getFirst())));
    trail
        .find(marks, place -> tier.contains(place) && open(place, tier))
        .ifPresent(warm -> ordered.sort(Comparator.comparing(place -> !place.equals(warm))));
    ordered.stream()
        .filter(load::usable)
        .findFirst()
        .ifPresent(place -> trail.remember(marks, place, tier::contains));
    return Optional.of(ordered);
  }

  private boolean open(Deployment place, List<Deployment> tier) {
    return load.usable(place) && !strategies.busy(place, tier);
  }

  private static Usage usage(List<Request> requests) {
    long input = requests.stream().mapToLong(Estimate::prompt).sum();
    long output =
        requests.stream()
            .map(Request::bounds)
            .mapToLong(bounds -> (long) bounds.maxTokens().orElse(USUAL_OUTPUT) * bounds.choices())
            .sum();
    return new Usage(bounded(input), 0, bounded(output), 0, Usage.Origin.ESTIMATED);
  }

  private static int bounded(long tokens) {
    return (int) Math.min(tokens, Integer.MAX_VALUE);
  }
}
