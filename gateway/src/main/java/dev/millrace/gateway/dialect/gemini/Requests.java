package dev.millrace.gateway.dialect.gemini;

import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;

/// Requests, as Google's servers take them.
public final class Requests {
  private Requests() {}

  /// The body; the model stands in the path.
  ///
  /// @throws Refused if this dialect has no words for something
  public static byte[] write(Request request, Host host) {
    return new RequestWriter(request, host).write();
  }
}
