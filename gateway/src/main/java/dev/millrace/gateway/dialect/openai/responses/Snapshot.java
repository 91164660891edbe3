package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.llm.Stop;
import dev.millrace.llm.Usage;
import java.util.List;
import java.util.Optional;

/// A response at one moment.
///
/// @param usage once it is known
/// @param stop why it ended, unless it failed
record Snapshot(
    Status status,
    List<Item> output,
    Optional<Usage> usage,
    Optional<Stop> stop,
    Optional<Failures.Trouble> trouble) {
  Snapshot {
    output = List.copyOf(output);
  }

  /// How far a response has come.
  enum Status {
    QUEUED,
    IN_PROGRESS,
    COMPLETED,
    INCOMPLETE,
    FAILED,
    CANCELLED
  }

  /// Nothing has been said yet.
  static Snapshot empty(Status status) {
    return new Snapshot(status, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// The answer is whole.
  static Snapshot ended(Stop stop, List<Item> output, Usage usage) {
    var status = cut(stop).isPresent() ? Status.INCOMPLETE : Status.COMPLETED;
    return new Snapshot(status, output, Optional.of(usage), Optional.of(stop), Optional.empty());
  }

  /// The answer will never be whole.
  static Snapshot failed(Failures.Trouble trouble, List<Item> output, Usage usage) {
    var status = trouble.wanted() ? Status.CANCELLED : Status.FAILED;
    return new Snapshot(status, output, Optional.of(usage), Optional.empty(), Optional.of(trouble));
  }

  /// Why an answer that ended so is not complete; empty if it is.
  static Optional<String> cut(Stop stop) {
    return switch (stop) {
      case Stop.Length _, Stop.Window _ -> Optional.of("max_output_tokens");
      case Stop.Filtered _ -> Optional.of("content_filter");
      case Stop.Ended _, Stop.Matched _, Stop.MatchedToken _, Stop.ToolCalls _ -> Optional.empty();
    };
  }
}
