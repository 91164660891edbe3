package dev.millrace.bench.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Words that look like words, of syllables; the same for the same seed.
final class Words {
  private static final String[] BEGINNINGS = {
    "b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "w", "br", "ch", "cl",
    "cr", "dr", "fl", "gr", "pl", "pr", "qu", "sh", "sp", "st", "str", "th", "tr", "wh", "", ""
  };
  private static final String[] MIDDLES = {
    "a", "e", "i", "o", "u", "ai", "ea", "ee", "io", "oo", "ou"
  };
  private static final String[] ENDS = {
    "", "", "b", "ck", "ct", "d", "l", "ll", "m", "n", "nd", "ng", "nt", "p", "r", "rd", "s", "st",
    "t", "ve"
  };
  private static final String[] SUFFIXES = {"", "", "s", "ed", "ing", "er", "ly", "tion", "able"};

  private final Random random;

  Words(Random random) {
    this.random = random;
  }

  String next() {
    var word = new StringBuilder();
    int syllables = 1 + random.nextInt(3);
    for (int i = 0; i < syllables; i++) {
      word.append(one(BEGINNINGS)).append(one(MIDDLES)).append(one(ENDS));
    }
    return word.append(one(SUFFIXES)).toString();
  }

  List<String> several(int count) {
    var words = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      words.add(next());
    }
    return words;
  }

  static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private String one(String[] from) {
    return from[random.nextInt(from.length)];
  }
}
