package dev.millrace.gateway.simulation;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Json;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A question with one true answer, which every provider knows: so many words of its own number. To
/// every third question the second half of them are the arguments of a call.
///
/// @param said how much of the answer was said already
record Topic(int number, int words, String said) {
  /// Its true answer, in the pieces in which providers say it.
  List<String> pieces() {
    return IntStream.range(0, words).mapToObj(word -> "t" + number + "w" + word + " ").toList();
  }

  /// How many of them are no words for the reader, but arguments of a call.
  int called() {
    return number % 3 == 0 ? words / 2 : 0;
  }

  String answer() {
    return String.join("", pieces());
  }

  /// The arguments of the call, if there is one.
  List<String> arguments() {
    return pieces().subList(words - called(), words);
  }

  /// The words that are not said yet; fails where what was said is not true.
  List<String> rest() {
    int spoken =
        IntStream.rangeClosed(0, words - called())
            .filter(count -> said.equals(String.join("", pieces().subList(0, count))))
            .findFirst()
            .orElseThrow(() -> new AssertionError("made to go on from what nobody said: " + said));
    return pieces().subList(spoken, words - called());
  }

  /// Reads what a provider is sent.
  static Topic read(byte[] body) {
    var fields = JsonReader.readObject(body);
    var messages = ((Json.Items) fields.get("messages").orElseThrow()).values();
    String[] asked = content(messages.getFirst()).split(" ", -1);
    String said = messages.stream().skip(1).map(Topic::content).collect(Collectors.joining());
    return new Topic(Integer.parseInt(asked[0]), Integer.parseInt(asked[1]), said);
  }

  private static String content(Json message) {
    var content = ((Json.Fields) message).get("content").orElseThrow();
    return ((Json.Text) content).value();
  }
}
