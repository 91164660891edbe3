package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model.Deployment;
import dev.millrace.gateway.catalog.Price;
import dev.millrace.llm.Usage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleSupplier;

/// In which order places are asked that are as good as each other to their operator.
///
/// @param chance numbers from 0 to 1, of which 1 is none
record Strategies(Load load, DoubleSupplier chance) {
  /// By chance, as often as their weights say.
  List<Deployment> weighted(List<Deployment> places) {
    return Draw.random(places, chance);
  }

  /// Of two by chance the one that is sooner done with what it has, and so on with the rest (the
  /// power of two choices). Chance keeps all who look at the same moment from running to the same
  /// place.
  List<Deployment> leastOutstanding(List<Deployment> places) {
    double usual = latency(places);
    var left = new ArrayList<>(places);
    var ordered = new ArrayList<Deployment>();
    while (!left.isEmpty()) {
      var drawn = Draw.random(left, chance).stream().limit(2).toList();
      var best = drawn.stream().min(Comparator.comparingDouble(one -> wait(one, usual)));
      best.ifPresent(ordered::add);
      best.ifPresent(left::remove);
    }
    return ordered;
  }

  /// Who costs us least for such a request; the others keep their order among themselves. Nobody
  /// knows the cost of a place that has none: it comes last.
  List<Deployment> cheapest(List<Deployment> places, Usage usage) {
    return places.stream()
        .sorted(
            Comparator.comparingDouble(place ->
                place.cost().map(cost -> cost(cost, usage)).orElse(Double.POSITIVE_INFINITY)))
        .toList();
  }

  private static double cost(Price price, Usage usage) {
    return switch (price) {
      case Price.Free _ -> 0;
      case Price.PerMillion(var input, _, _, var output) ->
          (double) input * usage.input() + (double) output * usage.output();
    };
  }

  /// Who begins to answer soonest.
  List<Deployment> quickest(List<Deployment> places) {
    double usual = latency(places);
    return places.stream()
        .sorted(Comparator.comparingDouble(place -> latency(place, usual)))
        .toList();
  }

  /// Those that have far more to do than their share come last.
  List<Deployment> sparing(List<Deployment> places) {
    var ordered = new ArrayList<>(places.stream().filter(place -> !busy(place, places)).toList());
    places.stream().filter(place -> busy(place, places)).forEach(ordered::add);
    return ordered;
  }

  /// Whether a place has more under way than one and a half times its share of all, and one more:
  /// then it is left, however warm its cache is (consistent hashing with bounded loads; Mirrokni,
  /// Thorup and Zadimoghaddam, 2016).
  boolean busy(Deployment place, List<Deployment> places) {
    long all = places.stream().mapToLong(load::outstanding).sum() + 1;
    double weights = places.stream().mapToDouble(Deployment::weight).sum();
    double share = weights == 0 ? 1.0 / places.size() : place.weight() / weights;
    return load.outstanding(place) + 1 > Math.ceil(1.5 * all * share) + 1;
  }

  private double wait(Deployment place, double usual) {
    return (load.outstanding(place) + 1) * latency(place, usual) / place.weight();
  }

  /// A place that nobody has asked yet is taken to be like the others.
  private double latency(Deployment place, double usual) {
    double known = load.latency(place);
    return known > 0 ? known : usual;
  }

  private double latency(List<Deployment> places) {
    return places.stream()
        .mapToDouble(load::latency)
        .filter(known -> known > 0)
        .average()
        .orElse(1);
  }
}
