package dev.millrace.gateway.route;

import dev.millrace.llm.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What went wrong with the attempts at one request.
final class Troubles {
  private static final Duration SHORT = Duration.ofSeconds(5);

  private final List<Trouble> all = new ArrayList<>();

  private record Trouble(Plan.Try attempt, Failure failure) {}

  /// An attempt that may be made again after a while.
  record Again(Plan.Try attempt, Duration after) {}

  void add(Plan.Try attempt, Failure failure) {
    all.add(new Trouble(attempt, failure));
  }

  /// What helps the client most: what it can mend itself, then when to come again, then what a
  /// provider said, then that nobody could be reached.
  Failure best() {
    return all.stream()
        .map(Trouble::failure)
        .min(Comparator.comparingInt(Troubles::rank).thenComparing(Troubles::pause))
        .orElseGet(() -> new Failure.Unavailable("nobody was asked"));
  }

  private static int rank(Failure failure) {
    if (failure instanceof Failure.Upstream(_, var status, _, _, _)) {
      return Verdict.of(failure) != Verdict.OTHERS ? 0 : status >= 500 ? 2 : 6;
    }
    var others = List.of(Failure.Silent.class, Failure.Truncated.class, Failure.Unavailable.class);
    int at = others.indexOf(failure.getClass());
    return at >= 0 ? 3 + at : failure instanceof Failure.Overloaded ? 1 : 0;
  }

  private static Duration pause(Failure failure) {
    return failure.rest().orElse(Duration.ZERO);
  }

  /// Whom to ask a second time when nobody else is left: who could not be reached, at once, as
  /// nothing was sent, but once only; or whoever wants to be left alone for a short while.
  Optional<Again> again() {
    long unreached = all.stream().filter(Troubles::unreached).count();
    if (unreached == 1) {
      return all.stream()
          .filter(Troubles::unreached)
          .findFirst()
          .map(one -> new Again(one.attempt, Duration.ZERO));
    }
    return all.stream()
        .filter(one -> one.failure.rest().isPresent())
        .min(Comparator.comparing(one -> pause(one.failure)))
        .map(one -> new Again(one.attempt, pause(one.failure)))
        .filter(again -> again.after.compareTo(SHORT) <= 0);
  }

  private static boolean unreached(Trouble trouble) {
    return trouble.failure instanceof Failure.Unavailable;
  }
}
