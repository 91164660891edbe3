package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.dialect.Reading;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;

/// Requests, read as a server.
final class Requests {
  private Requests() {}

  /// Reads what a client sent.
  ///
  /// @throws Refused if a field is wrong or, under `REFUSE`, cannot be honoured
  static Asked read(Json.Fields body, Reading reading, Thoughts thoughts) {
    return new RequestReader(body, reading, thoughts).read();
  }

  /// Reads a request whose tokens are to be counted.
  ///
  /// @throws Refused if a field is wrong or, under `REFUSE`, cannot be honoured
  static Asked readCount(Json.Fields body, Reading reading, Thoughts thoughts) {
    return new RequestReader(body, reading, thoughts).readCount();
  }
}
