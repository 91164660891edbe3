package dev.millrace.gateway.catalog;

/// How requests to a model are spread over the places where it runs.
///
/// @param strategy in which order places of the same priority are asked
/// @param affinity which requests keep to one place
public record Routing(Strategy strategy, Affinity affinity) {
  /// In which order places of the same priority are asked.
  public enum Strategy {
    /// As they are listed.
    PRIORITY,
    /// By chance, each as often as its weight says.
    WEIGHTED,
    /// Of two by chance the one that has less to do and answers sooner.
    LEAST_OUTSTANDING,
    /// The one that costs us least for this request.
    CHEAPEST
  }

  /// Which requests keep to one place, so that it finds their beginning in its cache.
  public enum Affinity {
    NONE,
    /// Those of one session, conversation or user.
    SESSION,
    /// Those that begin with the same words.
    PREFIX
  }

  /// As listed, whoever asks.
  public static Routing asListed() {
    return new Routing(Strategy.PRIORITY, Affinity.NONE);
  }
}
