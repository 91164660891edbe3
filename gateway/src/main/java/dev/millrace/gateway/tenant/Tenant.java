package dev.millrace.gateway.tenant;

/// Somebody who may call.
///
/// @param key the id of the key that was shown, which is no secret
public record Tenant(String key) {}
