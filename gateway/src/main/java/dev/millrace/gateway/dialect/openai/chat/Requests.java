package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.Reading;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;

/// Requests, read as a server and written as a client.
public final class Requests {
  private Requests() {}

  /// Reads what a client sent.
  ///
  /// @throws Refused if a field is wrong or, under `REFUSE`, cannot be honoured
  public static Asked read(Json.Fields body, Reading reading) {
    return new RequestReader(body, reading).read();
  }

  /// The body to send to a server that speaks this dialect.
  ///
  /// @throws Refused if the dialect has no words for something that is asked
  public static byte[] write(Request request, boolean stream) {
    return write(request, Quirks.usual(), stream);
  }

  /// The body to send to a server with quirks.
  ///
  /// @throws Refused if it has no words for something that is asked
  public static byte[] write(Request request, Quirks quirks, boolean stream) {
    return new RequestWriter(request, quirks).write(stream);
  }
}
