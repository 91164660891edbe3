package dev.millrace.gateway.simulation;

/// What can befall one exchange with a provider.
enum Fault {
  NONE,
  /// The answer comes in one JSON body though a stream was asked for.
  WHOLE,
  REFUSED,
  /// Nothing comes, not even a head.
  SILENT,
  /// The head comes, and nothing after it.
  SLOW,
  /// The stream stops in its middle, and the connection stays.
  STALLED,
  /// The connection breaks in the middle.
  CUT,
  /// The stream ends in the middle as if it were whole.
  SHORT,
  /// All but the end mark comes.
  UNMARKED,
  GARBAGE,
  /// An error inside the stream.
  SPOILT,
  WEB_PAGE,
  BUSY,
  BUSY_FOR_A_SECOND,
  BROKEN,
  OVERLOADED,
  WRONG
}
