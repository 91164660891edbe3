package dev.millrace.engine.schedule;

import dev.millrace.engine.token.ByteAlphabet;
import dev.millrace.engine.token.Kind;
import dev.millrace.engine.token.Tokenizer;
import dev.millrace.engine.token.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Tokenizers for tests: a token for each byte, then a control token that ends, then what a test
/// adds.
final class Letters {
  static final int END = 256;

  private Letters() {}

  static Tokenizer with(List<byte[]> more) {
    List<String> tokens =
        IntStream.range(0, 256)
            .mapToObj(value -> String.valueOf(ByteAlphabet.letter((byte) value)))
            .collect(Collectors.toCollection(ArrayList::new));
    tokens.add("<end>");
    more.forEach(bytes -> tokens.add(ByteAlphabet.write(bytes)));
    var kinds = new ArrayList<>(tokens.stream().map(_ -> Kind.NORMAL).toList());
    kinds.set(END, Kind.CONTROL);
    return Tokenizer.of(
        new Vocabulary(
            tokens, kinds, List.of(), "qwen2", OptionalInt.empty(), OptionalInt.of(END), false));
  }
}
