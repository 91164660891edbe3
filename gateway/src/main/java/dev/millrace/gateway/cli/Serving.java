package dev.millrace.gateway.cli;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A server that is up.
public interface Serving {
  /// The port that it listens at, which the system chose if it was asked to.
  int port();

  /// What it serves, at least one model, in the order of the configuration.
  List<Served> models();

  /// Takes no new requests, lets running ones finish within the grace, cuts the rest, and returns
  /// when all is closed. Harmless when repeated.
  void stop(Duration grace);

  /// A model that is served.
  ///
  /// @param bytes the size of its file; absent when a provider runs it
  /// @param context tokens that it can see at once, if known
  record Served(String name, OptionalLong bytes, OptionalInt context) {}
}
