package dev.millrace.gateway.http;

import java.time.Duration;

/// Where the server listens and what it puts up with.
///
/// @param host a name or address of this machine
/// @param port 0 for any that is free
public record ServerSettings(String host, int port, Limits limits) {
  /// Listens there, within the usual limits.
  public static ServerSettings of(String host, int port) {
    return new ServerSettings(host, port, Limits.usual());
  }

  /// What a client may send, and how long it may take.
  ///
  /// @param body most bytes of a body
  /// @param head most bytes of a request's line, and again of its headers
  /// @param slowHead how long a head may take from its first byte
  /// @param slowBody how long a body may take, unless it keeps coming at 16 KiB/s or more
  /// @param idle how long a connection may rest between requests, and how long a client may leave
  ///     its answer unread
  public record Limits(long body, int head, Duration slowHead, Duration slowBody, Duration idle) {
    /// 32 MB, 16 KiB, 10 s, 30 s, 75 s.
    public static Limits usual() {
      return new Limits(
          32_000_000,
          16 * 1024,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(75));
    }
  }
}
