package dev.millrace.gateway.dialect.tgi;

import java.util.List;
import java.util.Optional;

/// The end of a text that may be, or become, a stop sequence: the server sends those as part of its
/// answers. Not thread-safe.
final class Tail {
  private final List<String> stops;
  private final int longest;
  private final StringBuilder held = new StringBuilder();

  Tail(List<String> stops) {
    this.stops = stops;
    this.longest = stops.stream().mapToInt(String::length).max().orElse(0);
  }

  /// Takes more text; gives what cannot be of a stop sequence at the end of it all.
  String grow(String text) {
    held.append(text);
    int sure = Math.max(0, held.length() - longest);
    if (sure > 0 && Character.isHighSurrogate(held.charAt(sure - 1))) {
      sure--;
    }
    return taken(sure);
  }

  /// The stop sequence at the end, if the server says that there is one.
  Optional<String> matched() {
    return stops.stream()
        .filter(stop -> held.toString().endsWith(stop))
        .reduce((one, other) -> other.length() > one.length() ? other : one);
  }

  /// What is left, without so much of its end.
  String rest(int dropped) {
    return taken(held.length() - dropped);
  }

  private String taken(int count) {
    String taken = held.substring(0, count);
    held.delete(0, count);
    return taken;
  }
}
