package dev.millrace.gateway.call;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.dialect.Asked;
import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.loop.Loop;
import dev.millrace.gateway.route.Plan;
import dev.millrace.gateway.tenant.Tenant;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Usage;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Looks on at the calls of an endpoint, for those who keep records of them.
@FunctionalInterface
public interface Witness {
  /// Hears nothing.
  Hearing DEAF =
      new Hearing() {
        @Override
        public boolean startsAnew() {
          return true;
        }
      };

  /// A call begins. On the client's loop, as all that follows.
  Hearing began(Beginning beginning);

  /// Nobody looks on.
  static Witness none() {
    return _ -> DEAF;
  }

  /// Both hear the same.
  static Hearing both(Hearing first, Hearing second) {
    return new Hearing() {
      @Override
      public void answeredBy(Plan.Try attempt) {
        first.answeredBy(attempt);
        second.answeredBy(attempt);
      }

      @Override
      public void on(Event event) {
        first.on(event);
        second.on(event);
      }

      @Override
      public boolean startsAnew() {
        return first.startsAnew() && second.startsAnew();
      }

      @Override
      public void ended(Outcome outcome, Optional<Failure> failure, Usage usage) {
        first.ended(outcome, failure, usage);
        second.ended(outcome, failure, usage);
      }
    };
  }

  /// A call that begins.
  ///
  /// @param id of the request
  /// @param document what the client sent
  /// @param labels what its surface wants to be said of it; see [Opening]
  /// @param model who is asked first
  /// @param namings what the answer is called, by who gives it
  /// @param receipt for the header of an answer; none when every field was kept
  /// @param cancel ends it with a failure that the client is told; on `loop` only; does nothing
  ///     when it has ended
  record Beginning(
      String id,
      Tenant tenant,
      Json.Fields document,
      Map<String, String> labels,
      Model model,
      Asked asked,
      Naming naming,
      Function<Plan.Try, Naming> namings,
      Optional<String> receipt,
      Loop loop,
      Consumer<Failure> cancel) {
    public Beginning {
      labels = Map.copyOf(labels);
    }
  }

  /// Hears one call to its end.
  interface Hearing {
    /// Who answers, before anything of the answer is heard. Comes again where another answer begins.
    default void answeredBy(Plan.Try attempt) {}

    /// What the client is told, before it is told.
    default void on(Event event) {}

    /// Whether it may hear another answer from its start where one has broken off that its client
    /// knows nothing of.
    default boolean startsAnew() {
      return false;
    }

    /// It has ended; the books have it, the client does not know yet.
    ///
    /// @param failure why, if it did not end well
    default void ended(Outcome outcome, Optional<Failure> failure, Usage usage) {}
  }
}
