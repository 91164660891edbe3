package dev.millrace.gateway.dialect;

/// How a request is to be read.
///
/// @param unknown what becomes of fields that we do not know or cannot honour
/// @param account whose request it is; what is kept for one account is not shown to another
public record Reading(Unknown unknown, Habits habits, String account) {}
