package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model.Deployment;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/// Puts places in an order in which each comes first as often as its weight says: by chance, or by
/// what belongs together (weighted rendezvous hashing). A place that is taken away leaves the order
/// of the others as it was.
final class Draw {
  private Draw() {}

  /// By chance.
  ///
  /// @param chance numbers from 0 to 1, of which 1 is none
  static List<Deployment> random(List<Deployment> places, DoubleSupplier chance) {
    return ordered(places, _ -> 1 - chance.getAsDouble());
  }

  /// The same for all that have the same key.
  static List<Deployment> rendezvous(List<Deployment> places, long key) {
    return ordered(places, place -> Hash.share(key, Hash.of(place)));
  }

  /// Who has the least of `-log(number) / weight` comes first: with numbers that are spread evenly
  /// that is a draw by weight without putting back (Efraimidis and Spirakis, 2006).
  private static List<Deployment> ordered(
      List<Deployment> places, ToDoubleFunction<Deployment> number) {
    var scores = new HashMap<Deployment, Double>();
    for (var place : places) {
      scores.computeIfAbsent(place, one -> -Math.log(number.applyAsDouble(one)) / one.weight());
    }
    return places.stream().sorted(Comparator.comparing(scores::get)).toList();
  }
}
