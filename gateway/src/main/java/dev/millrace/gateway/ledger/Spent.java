package dev.millrace.gateway.ledger;

import dev.millrace.llm.Usage;

/// What one attempt at a call took: every one is paid for by the house, whatever the client pays.
///
/// @param provider who was asked
/// @param model what that provider calls the model
/// @param cost what the provider asks for it; the price of the model where nobody said
public record Spent(String provider, String model, Usage usage, Outcome outcome, Money cost) {}
