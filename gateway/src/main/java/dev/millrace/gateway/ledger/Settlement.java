package dev.millrace.gateway.ledger;

import dev.millrace.llm.Usage;
import java.util.List;

/// What one call used, and how it ended.
///
/// @param model whose price the client pays: that of the model that answered
/// @param usage what the client pays for
/// @param attempts what each attempt at it took, those that nobody heard of included; none where
///     nobody was asked
public record Settlement(
    String call, String model, Usage usage, Outcome outcome, List<Spent> attempts) {
  public Settlement {
    attempts = List.copyOf(attempts);
  }
}
