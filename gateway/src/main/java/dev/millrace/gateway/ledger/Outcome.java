package dev.millrace.gateway.ledger;

/// How a call ended, which decides what it costs.
public enum Outcome {
  /// The answer was whole.
  COMPLETE,
  /// The answer was cut at its token limit; it is charged like a whole one.
  LENGTH,
  /// The client left before the end; what was generated for it until then is charged.
  CLIENT_GONE,
  /// It was ended before its time, by its owner or a limit; what was generated until then is charged.
  CANCELLED,
  /// The upstream's stream broke off; what had reached the client is charged.
  TRUNCATED,
  /// The upstream refused or failed before any answer; nothing is charged.
  UPSTREAM_ERROR;

  /// Whether tokens used on the way to this end are charged.
  public boolean charged() {
    return switch (this) {
      case COMPLETE, LENGTH, CLIENT_GONE, CANCELLED, TRUNCATED -> true;
      case UPSTREAM_ERROR -> false;
    };
  }
}
