package dev.millrace.gateway.route.check;

/// Something in an answer that must not be.
///
/// @param field the path of the field that forbids it
/// @param what it is, for people
/// @param inCall whether it is in the arguments of a call
record Violation(String field, String what, boolean inCall) {}
