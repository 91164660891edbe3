package dev.millrace.gateway.observe;

import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.llm.Usage;
import java.time.Duration;

/// What may be told about a call that ended: nothing that was said in it.
public record Finished(
    String id, String model, int status, Outcome outcome, Usage usage, Duration took) {}
