package dev.millrace.training;

import dev.millrace.engine.token.ByteAlphabet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Learns byte-pair merges from text. Letters merge only with letters, marks with marks and spaces: a word is then cut
/// the same way after a space, a quote or nothing at all, which is what makes copying it learnable.
final class BpeTrainer {
  private static final Pattern PIECE =
      Pattern.compile("\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+| ");

  private final Map<String, Integer> counts = new TreeMap<>();

  void read(String text) {
    var matcher = PIECE.matcher(text);
    while (matcher.find()) {
      counts.merge(
          ByteAlphabet.write(matcher.group().getBytes(StandardCharsets.UTF_8)), 1, Integer::sum);
    }
  }

  /// The `count` best merges, most frequent pair first; of equally frequent ones the alphabetically first.
  List<String> merges(int count) {
    List<List<String>> pieces = new ArrayList<>();
    List<Integer> weights = new ArrayList<>();
    counts.forEach((piece, weight) -> {
      pieces.add(
          new ArrayList<>(
              piece.chars().mapToObj(letter -> String.valueOf((char) letter)).toList()));
      weights.add(weight);
    });
    List<String> merges = new ArrayList<>();
    while (merges.size() < count) {
      var best = best(pieces, weights);
      merges.add(best);
      int space = best.indexOf(' ');
      for (var piece : pieces) {
        join(piece, best.substring(0, space), best.substring(space + 1));
      }
    }
    return merges;
  }

  private static String best(List<List<String>> pieces, List<Integer> weights) {
    Map<String, Integer> pairs = new HashMap<>();
    for (int i = 0; i < pieces.size(); i++) {
      var piece = pieces.get(i);
      for (int j = 0; j + 1 < piece.size(); j++) {
        pairs.merge(piece.get(j) + " " + piece.get(j + 1), weights.get(i), Integer::sum);
      }
    }
    return pairs.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .orElseThrow()
        .getKey();
  }

  private static void join(List<String> piece, String left, String right) {
    for (int i = 0; i + 1 < piece.size(); i++) {
      if (piece.get(i).equals(left) && piece.get(i + 1).equals(right)) {
        piece.set(i, left + right);
        piece.remove(i + 1);
      }
    }
  }
}
