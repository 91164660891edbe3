package dev.millrace.gateway.observe;

import dev.millrace.gateway.ledger.Money;
import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.ledger.Spent;
import dev.millrace.llm.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What may be told about a call that ended: nothing that was said in it.
///
/// @param model its id
/// @param price of what was used, whether or not it is charged
/// @param first how long the first word of the answer took, if there was one
/// @param trouble if it did not end well
/// @param attempts what each attempt took, the one that answered last
public record Finished(
    Origin origin,
    String model,
    int status,
    Outcome outcome,
    Usage usage,
    Money price,
    Optional<Duration> first,
    Duration took,
    Optional<Trouble> trouble,
    List<Spent> attempts) {
  public Finished {
    attempts = List.copyOf(attempts);
  }
}
