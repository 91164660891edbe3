package dev.millrace.engine.sample;

import java.util.Optional;

/// A token that was chosen.
///
/// @param likelihood when it was asked for
public record Drawn(int token, Optional<Likelihood> likelihood) {}
