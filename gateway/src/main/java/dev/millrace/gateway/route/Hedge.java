package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.ledger.Money;
import dev.millrace.gateway.loop.Loop;
import java.time.Duration;
import java.util.Optional;

/// Decides when a second attempt is made beside a first that takes long, and whether it may cost
/// what it does.
record Hedge(Manner manner, Relay.Task task) {
  /// Waits as long as first words take there at most, but for one in twenty.
  ///
  /// @param act makes the second attempt
  Loop.Timer arm(Plan.Try first, Loop loop, Runnable act) {
    Optional<Duration> wait =
        manner
            .hedging()
            .flatMap(hedging -> {
              purse().put(price(first), hedging.mostExtra());
              var deployment = first.place().deployment();
              return hedging.after().or(() -> task.relays().health().p95(deployment));
            });
    return wait.map(time -> loop.after(time, act)).orElse(() -> {});
  }

  /// Pays for the second attempt.
  ///
  /// @return whether there was enough
  boolean pays(Plan.Try second) {
    return purse().pays(price(second));
  }

  private Purse purse() {
    return task.relays().purse(task.plan().model());
  }

  /// At worst.
  private Money price(Plan.Try attempt) {
    var place = attempt.place();
    return place.cost().of(task.meter().worst(place.window()));
  }
}
