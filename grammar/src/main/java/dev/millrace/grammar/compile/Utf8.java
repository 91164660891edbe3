package dev.millrace.grammar.compile;

import dev.millrace.grammar.rule.CharacterSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Sets of characters as sequences of ranges of bytes, as UTF-8 spells them: exactly the shortest
/// spellings, and none of a surrogate, which a set does not hold.
final class Utf8 {
  /// The last characters that one, two, three and four bytes can spell.
  private static final int[] LAST = {0x7f, 0x7ff, 0xffff, Character.MAX_CODE_POINT};

  private static final int BITS = 6;

  private final List<int[]> sequences = new ArrayList<>();

  private Utf8() {}

  /// The spellings of a set, in order, each a sequence of pairs of the first byte and the last of a
  /// range. Ranges at the same place after the same ranges are the same or have nothing in common.
  static List<int[]> sequences(CharacterSet set) {
    var utf8 = new Utf8();
    for (var range : set.ranges()) {
      int first = range.first();
      for (int last : LAST) {
        if (first <= Math.min(last, range.last())) {
          utf8.split(first, Math.min(last, range.last()));
          first = last + 1;
        }
      }
    }
    return utf8.sequences;
  }

  /// Splits characters of equally long spellings until their last bytes are free.
  private void split(int first, int last) {
    int length = length(first);
    for (int i = 1; i < length; i++) {
      int low = (1 << (BITS * i)) - 1;
      if ((first & ~low) != (last & ~low)) {
        if ((first & low) != 0) {
          split(first, first | low);
          split((first | low) + 1, last);
          return;
        }
        if ((last & low) != low) {
          split(first, (last & ~low) - 1);
          split(last & ~low, last);
          return;
        }
      }
    }
    byte[] from = Character.toString(first).getBytes(StandardCharsets.UTF_8);
    byte[] to = Character.toString(last).getBytes(StandardCharsets.UTF_8);
    int[] sequence = new int[2 * length];
    for (int i = 0; i < length; i++) {
      sequence[2 * i] = from[i] & 0xff;
      sequence[2 * i + 1] = to[i] & 0xff;
    }
    sequences.add(sequence);
  }

  private static int length(int character) {
    int length = 1;
    while (character > LAST[length - 1]) {
      length++;
    }
    return length;
  }
}
