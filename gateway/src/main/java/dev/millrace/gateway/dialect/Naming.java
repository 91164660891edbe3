package dev.millrace.gateway.dialect;

import java.time.Instant;

/// What an answer is called, the same in all its pieces.
///
/// @param id the prefix of its dialect and something unique
/// @param model as the client named it
public record Naming(String id, String model, Instant created) {}
