package dev.millrace.gateway.config;

/// A value that must not be shown: not in a log, not in an error, not by `toString`.
public record Secret(String value) {
  @Override
  public String toString() {
    return "(secret)";
  }
}
