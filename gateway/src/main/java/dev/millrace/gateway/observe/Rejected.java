package dev.millrace.gateway.observe;

/// What may be told about a request that was refused before anybody was asked to answer it.
public record Rejected(Origin origin, int status, Trouble trouble) {}
