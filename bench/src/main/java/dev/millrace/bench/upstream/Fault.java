package dev.millrace.bench.upstream;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What goes wrong with an answer, beside what [Script] can say in numbers.
enum Fault {
  /// Nothing.
  NONE,
  /// The connection is reset when the request has come.
  RESET,
  /// Nothing is ever said.
  SILENCE,
  /// After half of the words comes something that cannot be read.
  MALFORMED,
  /// After half of the words comes an error, and nothing else.
  ERROR,
  /// The answer ends in good order, but without saying why, and without its end mark.
  ENDLESS,
  /// Somebody's filter ends it.
  FILTER,
  /// The prompt is longer than the model's window.
  CONTEXT,
  /// A page for people comes instead, with a status of 200.
  PAGE,
  /// The answer is packed, though nobody asked for that.
  GZIP,
  /// Its first word has a million letters.
  HUGE;

  static Optional<Fault> of(String word) {
    return Arrays.stream(values())
        .filter(fault -> fault.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }
}
