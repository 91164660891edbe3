package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Price;
import dev.millrace.gateway.route.check.Checks;
import java.util.OptionalInt;

/// Where a model is found.
public record Place(Model model, Model.Deployment deployment, Target target) {
  /// What the model is called there.
  public String name() {
    return deployment.model();
  }

  /// Tokens that the model can see at once there; absent when nobody said.
  OptionalInt window() {
    return deployment.window().isPresent() ? deployment.window() : model.window();
  }

  /// What tokens cost the house there; the model's own price where nobody said.
  Price cost() {
    return deployment.cost().orElse(model.price());
  }

  /// The same, its answers checked.
  Place checked(Checks checks) {
    return new Place(model, deployment, target.checked(checks));
  }
}
