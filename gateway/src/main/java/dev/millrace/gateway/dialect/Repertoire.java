package dev.millrace.gateway.dialect;

/// What can be asked of a provider, model by model.
@FunctionalInterface
public interface Repertoire {
  /// What can be asked of the model of that name there.
  Means of(String model);
}
