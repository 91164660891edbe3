package dev.millrace.gateway.observe;

/// What a client was told went wrong.
///
/// @param code for machines
/// @param message for people; may repeat a little of what was sent
public record Trouble(String code, String message) {}
