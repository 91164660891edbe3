package dev.millrace.gateway.config;

import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.catalog.Manner.Continuation;
import dev.millrace.gateway.catalog.Manner.Hedging;
import dev.millrace.gateway.yaml.Closest;
import dev.millrace.gateway.yaml.Fields;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads a group `routing`; its end is left to others.
///
/// @param unsaid what counts where nothing is said
record MannerReader(Fields routing, Manner unsaid) {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final String P95 = "p95";
  private static final int FEW = 5;

  Manner read() {
    var retries = routing.whole("retries", 0, 10);
    var repairs = routing.whole("repairs", 0, Manner.MOST_REPAIRS);
    var whole = routing.duration("whole", SHORTEST, LONGEST);
    return new Manner(
        Routings.read(routing, unsaid.routing()),
        retries.isPresent() ? (int) retries.getAsLong() : unsaid.retries(),
        hedging(),
        continuation(),
        whole.orElse(unsaid.whole()),
        repairs.isPresent() ? (int) repairs.getAsLong() : unsaid.repairs());
  }

  private Continuation continuation() {
    var said = routing.text("continuation");
    if (said.isEmpty()) {
      return unsaid.continuation();
    }
    for (var one : Continuation.values()) {
      if (word(one).equals(said.get())) {
        return one;
      }
    }
    var words = Arrays.stream(Continuation.values()).map(MannerReader::word).toList();
    String hint = Closest.hint(said.get(), words);
    routing.problem("continuation", "must be one of " + String.join(", ", words) + hint);
    return unsaid.continuation();
  }

  private static String word(Continuation continuation) {
    return continuation.name().toLowerCase(Locale.ROOT);
  }

  private Optional<Hedging> hedging() {
    if (!routing.has("hedging")) {
      return unsaid.hedging();
    }
    var group = routing.group("hedging");
    OptionalLong share = group.whole("most-extra-cost", 0, 100);
    var after = after(group);
    group.end();
    int percent = share.isPresent() ? (int) share.getAsLong() : FEW;
    return percent == 0 ? Optional.empty() : Optional.of(new Hedging(after, percent));
  }

  private static Optional<Duration> after(Fields group) {
    var isP95 = List.of(Optional.empty(), Optional.of(P95)).contains(said(group));
    return isP95 ? Optional.empty() : group.duration("after", SHORTEST, LONGEST);
  }

  private static Optional<String> said(Fields group) {
    return group.has("after") ? group.text("after") : Optional.empty();
  }
}
