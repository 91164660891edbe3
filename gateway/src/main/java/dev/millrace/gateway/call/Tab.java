package dev.millrace.gateway.call;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.ledger.Hold;
import dev.millrace.gateway.ledger.Money;
import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.ledger.Settlement;
import dev.millrace.gateway.ledger.Spent;
import dev.millrace.gateway.observe.Finished;
import dev.millrace.gateway.observe.Origin;
import dev.millrace.gateway.observe.Trouble;
import dev.millrace.llm.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/// One call in the books: the worst that it can cost is set aside when it begins, and it is settled
/// once, whatever happens.
final class Tab {
  private final Rooms rooms;
  private final Origin origin;
  private final Hold hold;
  private final Instant started;
  private Optional<Duration> first = Optional.empty();
  private Optional<Trouble> trouble = Optional.empty();

  /// @param origin the books know the call by the id of its request
  /// @param worst price
  Tab(Rooms rooms, Origin origin, Money worst) {
    this.rooms = rooms;
    this.origin = origin;
    this.started = rooms.clock().instant();
    this.hold = rooms.ledger().hold(origin.id(), origin.account(), worst);
  }

  /// What a call came to.
  ///
  /// @param model that answered, or was to
  /// @param usage that the client pays for
  record Sum(Model model, Usage usage, List<Spent> attempts) {
    Sum {
      attempts = List.copyOf(attempts);
    }
  }

  /// The model has said something.
  void spoken() {
    if (first.isEmpty()) {
      first = Optional.of(sinceStart());
    }
  }

  /// Something went wrong.
  void troubled(Trouble what) {
    trouble = Optional.of(what);
  }

  /// Settles, then lets the client have the last bytes: what it is told was used is in the books.
  /// Does nothing the second time.
  ///
  /// @param lastBytes sends them, and gives back the status that the client has seen
  void settle(Outcome outcome, Sum sum, IntSupplier lastBytes) {
    String model = sum.model().id();
    var usage = sum.usage();
    var settlement = new Settlement(origin.id(), model, usage, outcome, sum.attempts());
    var price = sum.model().price().of(usage);
    if (!rooms.ledger().settle(hold, settlement, price)) {
      return;
    }
    int status = lastBytes.getAsInt();
    rooms
        .observer()
        .finished(
            new Finished(
                origin,
                model,
                status,
                outcome,
                usage,
                price,
                first,
                sinceStart(),
                trouble,
                sum.attempts()));
  }

  private Duration sinceStart() {
    return Duration.between(started, rooms.clock().instant());
  }
}
