package dev.millrace.gateway.ledger;

import java.time.Instant;
import java.util.Optional;

/// One line of the books: `amount` went from one account to another. Never changed, never removed.
///
/// @param id what it was booked for; booking the same id again does nothing
/// @param settlement what a call used, on lines that settle one
public record Entry(
    String id, Instant at, String from, String to, Money amount, Optional<Settlement> settlement) {
  public Entry {
    if (amount.nanos() < 0) {
      throw new IllegalArgumentException("an amount is never negative; turn the accounts round");
    }
  }
}
