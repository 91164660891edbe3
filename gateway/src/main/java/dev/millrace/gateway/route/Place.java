package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model;

/// Where a model is found.
public record Place(Model model, Model.Deployment deployment, Target target) {
  /// What the model is called there.
  public String name() {
    return deployment.model();
  }
}
