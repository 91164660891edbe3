package dev.millrace.gateway.call.repeat;

import dev.millrace.gateway.call.Arrival;
import dev.millrace.gateway.call.Bugs;
import dev.millrace.gateway.call.Client;
import dev.millrace.gateway.call.Endpoint;
import dev.millrace.gateway.call.Refuser;
import dev.millrace.gateway.tenant.Admission;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Answers a request that is sent again under the same `Idempotency-Key` with the same answer: one
/// that is being given is joined, one that was given is told again, and nothing is run or charged a
/// second time. A stream is gone on with after the event that `Last-Event-ID` names. Answers that
/// went wrong are not kept: who asks again is answered anew. Thread-safe.
public final class Repeats {
  private final Shelf shelf;

  public Repeats(Limits limits, InstantSource clock) {
    this.shelf = new Shelf(limits, clock);
  }

  /// What is kept.
  ///
  /// @param lifetime how long answers are kept that have ended
  /// @param longest bytes of one answer; of a longer one, only its end can be told again
  /// @param most bytes of all answers that have ended, about
  /// @param grace how long an answer goes on when everybody who wanted it has gone
  public record Limits(Duration lifetime, int longest, long most, Duration grace) {
    /// An hour, 4 MiB, 64 MiB and five seconds.
    public static Limits usual() {
      return new Limits(Duration.ofHours(1), 4 << 20, 64L << 20, Duration.ofSeconds(5));
    }
  }

  /// An endpoint that answers the same request once.
  ///
  /// @param admission tells accounts apart; whoever is not let in is told so by the endpoint
  /// @param refuser tells clients what is wrong, as they expect it there
  public Endpoint around(Endpoint endpoint, Admission admission, Refuser refuser) {
    var door = new Door(endpoint, refuser);
    return (arrival, client) -> {
      try {
        var wish = Wish.of(arrival);
        var account = wish.flatMap(_ -> account(admission, arrival));
        if (wish.isPresent() && account.isPresent()) {
          once(arrival, new Asking(door, account.get(), wish.get(), client));
        } else {
          endpoint.serve(arrival, client);
        }
      } catch (Refused refused) {
        refuser.refuse(arrival, refused.failure(), client);
      }
    };
  }

  private static Optional<String> account(Admission admission, Arrival arrival) {
    try {
      return Optional.of(admission.admit(arrival.headers()).key());
    } catch (Refused _) {
      return Optional.empty();
    }
  }

  private record Door(Endpoint endpoint, Refuser refuser) {
    /// Followers are told of a bug as anybody is.
    void run(Arrival arrival, Scribe scribe) {
      try {
        endpoint.serve(arrival, scribe);
      } catch (RuntimeException | StackOverflowError bug) {
        var failure = new Failure.Internal(Bugs.log(bug));
        if (scribe.begun()) {
          scribe.abort();
        } else {
          refuser.refuse(arrival, failure, scribe);
        }
      }
    }
  }

  private record Asking(Door door, String account, Wish wish, Client client) {}

  private void once(Arrival arrival, Asking asking) {
    String slot =
        String.join("\n", asking.account(), arrival.host(), arrival.path(), asking.wish().key());
    var claim = shelf.claim(slot, asking.wish(), asking.client());
    claim.follower().start();
    claim.scribe().ifPresent(scribe -> asking.door().run(arrival, scribe));
  }
}
