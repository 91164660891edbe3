package dev.millrace.gateway.call;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.ledger.Hold;
import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.ledger.Settlement;
import dev.millrace.gateway.observe.Finished;
import dev.millrace.llm.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;

/// One call in the books: the worst that it can cost is set aside when it begins, and it is settled
/// once, whatever happens.
final class Tab {
  private final Rooms rooms;
  private final String id;
  private final Model model;
  private final Hold hold;
  private final Instant started;

  /// @param id the request's own; the books know the call by it
  Tab(Rooms rooms, String id, String account, Model model, Usage worst) {
    this.rooms = rooms;
    this.id = id;
    this.model = model;
    this.started = rooms.clock().instant();
    this.hold = rooms.ledger().hold(id, account, model.price().of(worst));
  }

  /// Settles, then lets the client have the last bytes: what it is told was used is in the books.
  /// Does nothing the second time.
  ///
  /// @param lastBytes sends them, and gives back the status that the client has seen
  void settle(Outcome outcome, Usage usage, IntSupplier lastBytes) {
    var settlement = new Settlement(id, model.id(), usage, outcome);
    if (!rooms.ledger().settle(hold, settlement, model.price().of(usage))) {
      return;
    }
    int status = lastBytes.getAsInt();
    var took = Duration.between(started, rooms.clock().instant());
    rooms.observer().finished(new Finished(id, model.id(), status, outcome, usage, took));
  }
}
