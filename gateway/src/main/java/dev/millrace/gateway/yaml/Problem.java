package dev.millrace.gateway.yaml;

/// Something wrong in a file: where, what is wrong and what is expected.
public record Problem(Place place, String text) {
  /// One line for people: `millrace.yaml:12:5: ...`.
  @Override
  public String toString() {
    return place + ": " + text;
  }
}
