package dev.millrace.gateway.dialect.bedrock;

import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;

/// Requests to Converse and ConverseStream, which have the same body.
public final class Requests {
  private Requests() {}

  /// The body for a model of that maker.
  ///
  /// @throws Refused if there are no words for something
  public static byte[] write(Request request, Family family) {
    return new RequestWriter(request, family).write();
  }
}
