package dev.millrace.gateway.dialect;

import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;

/// A wire protocol as it is served: how requests to a model are read, and their answers written.
/// Stateless; thread-safe.
public interface Dialect {
  /// How the ids of its answers begin, as `chatcmpl-`.
  String prefix();

  /// Whose clients it has.
  Surface surface();

  /// Reads what a client sent.
  ///
  /// @throws Refused if a field is wrong or, under `REFUSE`, cannot be honoured
  Asked read(Json.Fields body, Reading reading);
}
