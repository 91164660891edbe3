package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.dialect.Reading;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;

/// Requests, read as a server and written as a client.
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

  /// The body to send to a server that speaks this dialect.
  ///
  /// @throws Refused if the dialect has no words for something that is asked
  static byte[] write(Request request, Host host) {
    return new RequestWriter(request, host).write();
  }
}
