package dev.millrace.bench.load;

import java.time.Duration;

/// A load, bounded in number and time.
///
/// @param connections kept alive, each with at most one request
/// @param requests how many are sent at most, at least 1
/// @param longest after which nothing more is sent or awaited
/// @param pace when they are sent
public record Plan(int connections, long requests, Duration longest, Pace pace) {
  private static final int MOST_CONNECTIONS = 10_000;

  public Plan {
    if (connections < 1 || connections > MOST_CONNECTIONS || requests < 1) {
      throw new IllegalArgumentException(
          "connections must be 1 to " + MOST_CONNECTIONS + ", requests at least 1");
    }
  }

  /// When requests are sent.
  public sealed interface Pace {
    /// As soon as a connection is free.
    record Closed() implements Pace {}

    /// At even times, however slow the answers. A request that finds no free connection waits for
    /// one, and its latency counts from when it was due.
    record Open(double perSecond) implements Pace {}
  }

  /// A closed loop.
  public static Plan closed(int connections, long requests, Duration longest) {
    return new Plan(connections, requests, longest, new Pace.Closed());
  }

  /// When a request is due, in nanoseconds after the first.
  long due(long request) {
    return switch (pace) {
      case Pace.Closed() -> 0;
      case Pace.Open(var perSecond) -> (long) (request * 1e9 / perSecond);
    };
  }
}
