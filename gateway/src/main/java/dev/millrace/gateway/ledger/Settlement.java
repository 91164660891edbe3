package dev.millrace.gateway.ledger;

import dev.millrace.llm.Usage;

/// What one call used, and how it ended.
public record Settlement(String call, String model, Usage usage, Outcome outcome) {}
