package dev.millrace.gateway.config;

import dev.millrace.gateway.yaml.Fields;
import java.time.Duration;

/// Where clients connect, and what they are held to.
///
/// @param host the address to listen at; a loopback address admits this machine alone
/// @param port 0 to 65535; 0 takes any that is free
/// @param maxBody the largest request body, in bytes
/// @param headerTimeout how long a client may take to send its headers
/// @param bodyTimeout how long a client may take to send its body
/// @param grace how long running answers may go on once the server is told to stop
public record Listener(
    String host,
    int port,
    long maxBody,
    Duration headerTimeout,
    Duration bodyTimeout,
    Duration grace) {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  public Listener {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
  }

  /// This machine alone, on port 8080.
  public static Listener defaults() {
    return new Listener(
        "127.0.0.1",
        8080,
        32_000_000,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30));
  }

  /// The same at another address.
  public Listener withHost(String other) {
    return new Listener(other, port, maxBody, headerTimeout, bodyTimeout, grace);
  }

  /// The same on another port.
  public Listener withPort(int other) {
    return new Listener(host, other, maxBody, headerTimeout, bodyTimeout, grace);
  }

  static Listener read(Fields fields) {
    var unsaid = defaults();
    var timeouts = fields.group("timeouts");
    var listener =
        new Listener(
            fields.text("host").orElse(unsaid.host),
            (int) fields.whole("port", 0, 65535).orElse(unsaid.port),
            fields.bytes("max-body", 1024).orElse(unsaid.maxBody),
            timeouts.duration("header", SHORTEST, LONGEST).orElse(unsaid.headerTimeout),
            timeouts.duration("body", SHORTEST, LONGEST).orElse(unsaid.bodyTimeout),
            fields.duration("grace", Duration.ZERO, LONGEST).orElse(unsaid.grace));
    timeouts.end();
    fields.end();
    return listener;
  }
}
