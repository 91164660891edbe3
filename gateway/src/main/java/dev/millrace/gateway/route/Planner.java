package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Catalog;
import dev.millrace.gateway.catalog.Model;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Decides who is asked, and with what.
public final class Planner {
  private final Catalog catalog;
  private final Map<String, Target> targets;

  /// @param targets by the provider's name
  /// @throws IllegalArgumentException if a deployment names a provider that is not there
  public Planner(Catalog catalog, Map<String, Target> targets) {
    this.catalog = catalog;
    this.targets = Map.copyOf(targets);
    for (var model : catalog.models()) {
      for (var deployment : model.deployments()) {
        if (!targets.containsKey(deployment.provider())) {
          throw new IllegalArgumentException(
              "model " + model.id() + " runs at unknown provider " + deployment.provider());
        }
      }
    }
  }

  /// The plan for requests whose answers are one.
  ///
  /// @param requests all to the same model; at least one
  /// @throws Refused with [Failure.ModelNotFound] if nobody offers the model, or with what cannot
  ///     be honoured
  public Plan plan(List<Request> requests, Terms terms) {
    var place = place(requests.getFirst().model());
    if (terms.zeroRetention() && !place.model().traits().zeroRetention()) {
      throw new Refused(new Failure.NoZeroRetention(place.model().id()));
    }
    var notes = new LinkedHashSet<>(terms.notes());
    var fitting = new Fitting(place.model(), place.target(), terms, notes::add);
    var theirs =
        requests.stream().map(request -> fitting.fit(request).withModel(place.name())).toList();
    return new Plan(List.of(new Plan.Try(place, theirs, new Receipt(List.copyOf(notes)))));
  }

  /// Where a model is found.
  ///
  /// @throws Refused with [Failure.ModelNotFound] if nobody offers it
  public Place place(String name) {
    Model model =
        catalog.find(name).orElseThrow(() -> new Refused(new Failure.ModelNotFound(name)));
    var best = model.deployments().getFirst();
    var target = Objects.requireNonNull(targets.get(best.provider()));
    return new Place(model, best, target);
  }
}
