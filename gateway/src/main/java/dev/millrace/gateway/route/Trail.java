package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model.Deployment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Remembers where prompts have gone, by their [Landmarks]: as many as there is room for, those that
/// were of use last. It knows no words of them. Thread-safe.
final class Trail {
  private final Map<Long, Deployment> places;

  /// @param most landmarks that are remembered
  Trail(int most) {
    this.places =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, Deployment> eldest) {
            return size() > most;
          }
        };
  }

  /// Where the longest known beginning of a prompt went, as far as it may go there again.
  ///
  /// @param marks the shortest beginning first
  synchronized Optional<Deployment> find(List<Long> marks, Predicate<Deployment> open) {
    return marks.reversed().stream()
        .flatMap(mark -> Optional.ofNullable(places.get(mark)).stream())
        .filter(open)
        .findFirst();
  }

  /// Remembers where a prompt goes. What is known of its beginnings stays: a place that was left
  /// because it had too much to do gets what begins alike again.
  ///
  /// @param there whether a place that is known can still be asked
  synchronized void remember(List<Long> marks, Deployment place, Predicate<Deployment> there) {
    for (var mark : marks) {
      var known = Optional.ofNullable(places.get(mark));
      if (known.filter(there).isEmpty()) {
        places.put(mark, place);
      }
    }
  }
}
