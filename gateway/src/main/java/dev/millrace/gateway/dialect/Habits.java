package dev.millrace.gateway.dialect;

import dev.millrace.llm.Reasoning;

/// What a surface does where a request leaves it unsaid.
///
/// @param parallelCalls whether a model may call several tools in one turn
/// @param reasoning whether a model that can think does
public record Habits(boolean parallelCalls, Reasoning.Mode reasoning) {}
