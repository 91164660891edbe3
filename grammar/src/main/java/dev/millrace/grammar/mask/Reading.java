package dev.millrace.grammar.mask;

import dev.millrace.grammar.automaton.Ints;

/// What came of reading tokens from a place: those that fit, and those that fit up to where the
/// network may be done, and must fit what follows on it.
///
/// @param words tokens that fit, 64 to a word; none if there are few
/// @param few those that fit if there are few
/// @param rest nodes behind which the network may be done
record Reading(long[] words, int[] few, Frontier rest) {
  private static final int BYTES_EACH = 512;

  /// What a row of bits says, with as little room as it needs.
  static Reading of(long[] bits, Frontier rest) {
    int count = 0;
    for (long word : bits) {
      count += Long.bitCount(word);
    }
    if (count > bits.length) {
      return new Reading(bits.clone(), new int[0], rest);
    }
    var few = new Ints();
    for (int i = 0; i < bits.length; i++) {
      for (long word = bits[i]; word != 0; word &= word - 1) {
        few.add(i * Long.SIZE + Long.numberOfTrailingZeros(word));
      }
    }
    return new Reading(new long[0], few.toArray(), rest);
  }

  /// Sets the bits of the tokens that fit.
  void addTo(long[] bits) {
    for (int i = 0; i < words.length; i++) {
      bits[i] |= words[i];
    }
    for (int token : few) {
      bits[token >> 6] |= 1L << token;
    }
  }

  /// About how much memory it takes.
  int bytes() {
    return BYTES_EACH + Long.BYTES * words.length + Integer.BYTES * (few.length + rest.size());
  }
}
