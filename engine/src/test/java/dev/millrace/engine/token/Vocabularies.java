package dev.millrace.engine.token;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Small vocabularies for tests: the 256 bytes, what the merges make, then an end token and a marker.
final class Vocabularies {
  static final String END = "<|end|>";
  static final String MARKER = "<mark>";

  private Vocabularies() {}

  static Vocabulary of(String preTokenizer, String... merges) {
    List<String> tokens = new ArrayList<>(bytes());
    for (var merge : merges) {
      tokens.add(merge.replace(" ", ""));
    }
    List<Kind> kinds = new ArrayList<>(tokens.stream().map(_ -> Kind.NORMAL).toList());
    tokens.add(END);
    kinds.add(Kind.CONTROL);
    tokens.add(MARKER);
    kinds.add(Kind.USER_DEFINED);
    return vocabulary(tokens, kinds, List.of(merges), preTokenizer);
  }

  static Vocabulary vocabulary(
      List<String> tokens, List<Kind> kinds, List<String> merges, String preTokenizer) {
    return new Vocabulary(
        tokens, kinds, merges, preTokenizer, OptionalInt.empty(), OptionalInt.empty(), false);
  }

  static List<String> bytes() {
    return IntStream.range(0, 256)
        .mapToObj(value -> String.valueOf(ByteAlphabet.letter((byte) value)))
        .toList();
  }
}
