package dev.millrace.gateway.dialect.sagemaker;

import java.util.Optional;

/// Where a model is.
///
/// @param component one of several that an endpoint has
record Place(String endpoint, Optional<String> component) {
  /// As in `endpoint` or `endpoint/component`.
  static Place of(String model) {
    int slash = model.indexOf('/');
    return slash < 0
        ? new Place(model, Optional.empty())
        : new Place(model.substring(0, slash), Optional.of(model.substring(slash + 1)));
  }

  /// What the server in the container is told.
  String name() {
    return component.orElse(endpoint);
  }
}
