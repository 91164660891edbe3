package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Price;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.route.check.Checks;
import dev.millrace.llm.Failure;
import java.util.OptionalInt;

/// Where a model is found.
public record Place(Model model, Model.Deployment deployment, Target target) {
  /// What the model is called there.
  public String name() {
    return deployment.model();
  }

  /// What requests can ask of the model there.
  public Means means() {
    return target.means().of(name());
  }

  /// Tokens that the model can see at once there; absent when nobody said.
  OptionalInt window() {
    return deployment.window().isPresent() ? deployment.window() : model.window();
  }

  /// Whether a prompt may fit here that was too long elsewhere: as far as is known, and by what was
  /// told of the numbers. Where nobody knows what was exceeded, any window that is known may do.
  ///
  /// @param failed where it was too long
  boolean isLarger(Place failed, Failure why) {
    int told = why instanceof Failure.ContextExceeded numbers ? numbers.window() : 0;
    int asked = why instanceof Failure.ContextExceeded numbers ? numbers.asked() : 0;
    int exceeded = told > 0 ? told : failed.window().orElse(0);
    return window().isPresent() && window().getAsInt() > exceeded && window().getAsInt() >= asked;
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
