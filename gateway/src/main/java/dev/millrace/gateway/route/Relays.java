package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What all that run plans in one house share. Thread-safe.
public final class Relays {
  private final Health health;
  private final Map<String, Purse> purses = new ConcurrentHashMap<>();

  public Relays(Health health) {
    this.health = health;
  }

  /// How the deployments are doing.
  public Health health() {
    return health;
  }

  /// What pays for second attempts at a model.
  Purse purse(Model model) {
    return purses.computeIfAbsent(model.id(), _ -> new Purse());
  }
}
