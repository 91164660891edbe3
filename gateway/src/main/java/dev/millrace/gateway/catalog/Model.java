package dev.millrace.gateway.catalog;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/// A model on offer.
///
/// @param id what clients call it, in any case; may contain `/` and `:`
/// @param aliases other names for it
/// @param created when it came to be, for the model card
/// @param window tokens it can see at once; absent when only its provider knows
/// @param deployments where it runs, best first; at least one
/// @param manner how hard it is tried to answer
public record Model(
    String id,
    List<String> aliases,
    String ownedBy,
    Instant created,
    OptionalInt window,
    Price price,
    Traits traits,
    List<Deployment> deployments,
    Manner manner) {
  public Model {
    aliases = List.copyOf(aliases);
    deployments = List.copyOf(deployments);
    if (deployments.isEmpty()) {
      throw new IllegalArgumentException("model " + id + " runs nowhere");
    }
  }

  /// One place where a model runs.
  ///
  /// @param model what that provider calls it
  /// @param inlinesLinks whether links in requests are fetched here, as the provider follows none
  public record Deployment(String provider, String model, boolean inlinesLinks) {
    /// One where links are followed by the provider.
    public Deployment(String provider, String model) {
      this(provider, model, false);
    }
  }
}
