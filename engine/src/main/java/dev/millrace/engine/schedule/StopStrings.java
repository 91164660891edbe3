package dev.millrace.engine.schedule;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Looks for stop strings in text that comes in pieces. Of several the one that is complete first
/// counts, of those complete at once the longest; so the pieces do not matter.
final class StopStrings {
  private final List<String> strings;
  private int scanned;
  private int first; // where stop strings may begin

  StopStrings(List<String> strings) {
    this.strings =
        strings.stream()
            .filter(string -> !string.isEmpty())
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /// A stop string in the text, and where it begins.
  record Match(String string, int start) {}

  /// Looks at what was appended since the last time.
  ///
  /// @param text all that is not told yet
  /// @param counts whether one that is complete in this text counts; if not it never will
  Optional<Match> find(StringBuilder text, boolean counts) {
    if (!counts) {
      scanned = text.length();
    }
    while (scanned < text.length() && !strings.isEmpty()) {
      scanned++;
      for (var string : strings) {
        int start = scanned - string.length();
        if (start >= first
            && text.charAt(scanned - 1) == string.charAt(string.length() - 1)
            && text.substring(start, scanned).equals(string)) {
          return Optional.of(new Match(string, start));
        }
      }
    }
    scanned = text.length();
    return Optional.empty();
  }

  /// No stop string begins before that character.
  void from(int place) {
    first = place;
    scanned = Math.max(scanned, place);
  }

  /// How many characters at the end of the text may be the beginning of a stop string.
  int undecided(StringBuilder text) {
    int longest = 0;
    var open = text.substring(first);
    for (int at = 0; at < strings.size(); at++) {
      longest = Math.max(longest, overlap(open, strings.get(at)));
    }
    return longest;
  }

  /// That many characters of the front were told.
  void told(int count) {
    scanned -= count;
    first = Math.max(0, first - count);
  }

  /// The length of the longest end of `text` that `string` begins with, but is not.
  static int overlap(CharSequence text, String string) {
    int longest = Math.min(text.length(), string.length() - 1);
    for (int length = longest; length > 0; length--) {
      int from = text.length() - length;
      if (text.charAt(from) == string.charAt(0)
          && string.startsWith(text.subSequence(from, text.length()).toString())) {
        return length;
      }
    }
    return 0;
  }
}
