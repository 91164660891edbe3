package dev.millrace.gateway.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A model on offer.
///
/// @param id what clients call it, in any case; may contain `/` and `:`
/// @param aliases other names for it
/// @param created when it came to be, for the model card
/// @param window tokens it can see at once; absent when only its provider knows
/// @param price what its users pay, wherever it runs
/// @param deployments where it runs, best first; at least one
/// @param manner who is asked first, and how hard it is tried to answer
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

  /// The same, routed otherwise.
  public Model withRouting(Routing other) {
    return new Model(
        id,
        aliases,
        ownedBy,
        created,
        window,
        price,
        traits,
        deployments,
        manner.withRouting(other));
  }

  /// How requests are spread over its deployments.
  public Routing routing() {
    return manner.routing();
  }

  /// One place where a model runs.
  ///
  /// @param model what that provider calls it
  /// @param inlinesLinks whether links in requests are fetched here, as the provider follows none
  /// @param weight its share of the requests, beside the weights of the others; 0: asked last
  /// @param priority places with a lower number are asked first
  /// @param region where it stands, as its operator calls it
  /// @param zeroRetention whether nobody there keeps prompts or answers
  /// @param window tokens that the model can see at once there; absent: as elsewhere
  /// @param maxOutput the most tokens of one answer there; absent: as elsewhere
  /// @param cost what the tokens cost us there; absent when nobody said
  public record Deployment(
      String provider,
      String model,
      boolean inlinesLinks,
      int weight,
      int priority,
      Optional<String> region,
      boolean zeroRetention,
      OptionalInt window,
      OptionalInt maxOutput,
      Optional<Price> cost) {
    public Deployment {
      if (weight < 0) {
        throw new IllegalArgumentException("negative weight: " + weight);
      }
    }

    /// One of which nothing more is said.
    public Deployment(String provider, String model, boolean inlinesLinks) {
      this(
          provider,
          model,
          inlinesLinks,
          1,
          0,
          Optional.empty(),
          false,
          OptionalInt.empty(),
          OptionalInt.empty(),
          Optional.empty());
    }

    /// One where links are followed by the provider.
    public Deployment(String provider, String model) {
      this(provider, model, false);
    }

    /// The same with another share.
    public Deployment withWeight(int other) {
      return new Deployment(
          provider,
          model,
          inlinesLinks,
          other,
          priority,
          region,
          zeroRetention,
          window,
          maxOutput,
          cost);
    }

    /// The same, asked earlier or later.
    public Deployment withPriority(int other) {
      return new Deployment(
          provider,
          model,
          inlinesLinks,
          weight,
          other,
          region,
          zeroRetention,
          window,
          maxOutput,
          cost);
    }

    /// The same somewhere else.
    public Deployment withRegion(String other) {
      return new Deployment(
          provider,
          model,
          inlinesLinks,
          weight,
          priority,
          Optional.of(other),
          zeroRetention,
          window,
          maxOutput,
          cost);
    }

    /// The same where nothing is kept.
    public Deployment keepingNothing() {
      return new Deployment(
          provider, model, inlinesLinks, weight, priority, region, true, window, maxOutput, cost);
    }

    /// The same with other limits of tokens.
    public Deployment withLimits(OptionalInt otherWindow, OptionalInt otherMaxOutput) {
      return new Deployment(
          provider,
          model,
          inlinesLinks,
          weight,
          priority,
          region,
          zeroRetention,
          otherWindow,
          otherMaxOutput,
          cost);
    }

    /// The same at that cost.
    public Deployment withCost(Price other) {
      return new Deployment(
          provider,
          model,
          inlinesLinks,
          weight,
          priority,
          region,
          zeroRetention,
          window,
          maxOutput,
          Optional.of(other));
    }
  }
}
