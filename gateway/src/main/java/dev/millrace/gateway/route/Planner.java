package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Catalog;
import dev.millrace.gateway.catalog.Model;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
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

  /// The plan for one request.
  ///
  /// @param dropped fields that the dialect has left out already
  /// @throws Refused with [Failure.ModelNotFound] if nobody offers the model
  public Plan plan(Request request, List<String> dropped) {
    Model model =
        catalog
            .find(request.model())
            .orElseThrow(() -> new Refused(new Failure.ModelNotFound(request.model())));
    var tries =
        model.deployments().stream().limit(1).map(place -> attempt(place, request)).toList();
    return new Plan(model, tries, Receipt.dropped(dropped));
  }

  private Plan.Try attempt(Model.Deployment place, Request request) {
    Target target = Objects.requireNonNull(targets.get(place.provider()));
    return new Plan.Try(target, request.withModel(place.model()));
  }
}
