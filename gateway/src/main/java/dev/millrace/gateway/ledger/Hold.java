package dev.millrace.gateway.ledger;

/// Money set aside for a call under way, at its worst-case price.
public record Hold(String call, String account, Money amount) {}
