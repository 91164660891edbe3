package dev.millrace.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/// The lists that the corpus is made from, read from the resources beside this class.
///
/// @param capitals country (with its article) and capital
/// @param words common words to repeat; none of `unseenWords`
/// @param unseenWords words kept from training, to measure with
/// @param unseenPlaces places kept from training
/// @param smallTalk request and answer; `#` stands for who the model is
record Sources(
    List<Pair> capitals,
    List<String> words,
    List<String> unseenWords,
    List<String> places,
    List<String> unseenPlaces,
    List<String> topics,
    List<String> requests,
    List<String> systems,
    List<Pair> smallTalk) {
  record Pair(String left, String right) {
    static Pair of(String line) {
      int middle = line.indexOf('=');
      return new Pair(line.substring(0, middle), line.substring(middle + 1));
    }
  }

  static Sources read() {
    var unseen = split("unseen.txt", "\\s+");
    var seen =
        split("words.txt", "\\s+").stream()
            .distinct()
            .filter(word -> !new HashSet<>(unseen).contains(word));
    return new Sources(
        split("capitals.txt", "\n").stream().map(Pair::of).toList(),
        seen.toList(),
        unseen,
        split("places.txt", ";"),
        split("unseen-places.txt", ";"),
        split("topics.txt", ";"),
        split("requests.txt", "\n").stream().map(line -> line.replace("\\n", "\n")).toList(),
        split("systems.txt", "\n"),
        split("greetings.txt", "\n").stream().map(Pair::of).toList());
  }

  private static List<String> split(String resource, String separator) {
    return Arrays.stream(text(resource).strip().split(separator)).map(String::strip).toList();
  }

  static String text(String resource) {
    try (var in = Sources.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
