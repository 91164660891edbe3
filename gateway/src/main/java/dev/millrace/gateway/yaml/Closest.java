package dev.millrace.gateway.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds what somebody probably meant.
public final class Closest {
  private Closest() {}

  /// The known word that a misspelt one is nearest to, if any is near.
  public static Optional<String> to(String word, Collection<String> known) {
    int most = Math.max(1, word.length() / 3);
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= most)
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  /// ` Did you mean ...?` or, when nothing is near, what there is.
  public static String hint(String word, Collection<String> known) {
    if (known.isEmpty()) {
      return "";
    }
    return to(word, known)
        .map(near -> "; did you mean `" + near + "`?")
        .orElse("; there is " + String.join(", ", known.stream().sorted().toList()));
  }

  // How many letters must be put in, taken out or exchanged (Levenshtein).
  private static int distance(String from, String into) {
    var row = new int[into.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        boolean same = fold(from.charAt(i - 1)) == fold(into.charAt(j - 1));
        int exchanged = diagonal + (same ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[into.length()];
  }

  // `baseUrl`, `base_url` and `base-url` are near.
  private static char fold(char letter) {
    return letter == '_' ? '-' : Character.toLowerCase(letter);
  }
}
