package dev.millrace.gateway.dialect.eventstream;

import dev.millrace.llm.Json;

/// One message of an event stream.
public sealed interface Packet {
  /// An event.
  ///
  /// @param event its `:event-type`; empty when it has none
  record Told(String event, byte[] payload) implements Packet {}

  /// What went wrong at the provider; nothing follows it.
  ///
  /// @param code its `:exception-type` or `:error-code`, as `throttlingException`
  /// @param said what it says of it, with `message` among it
  record Failed(String code, Json.Fields said) implements Packet {}
}
