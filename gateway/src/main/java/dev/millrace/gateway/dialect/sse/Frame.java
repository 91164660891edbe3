package dev.millrace.gateway.dialect.sse;

/// One server-sent event. `event` is empty when the stream named none.
public record Frame(String event, String data) {
  /// An event without a name.
  public static Frame of(String data) {
    return new Frame("", data);
  }
}
