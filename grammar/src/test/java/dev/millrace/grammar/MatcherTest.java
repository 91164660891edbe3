package dev.millrace.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.grammar.rule.Rules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MatcherTest {
  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aMatcherReadsWhatTheDefinitionSays(int seed) {
    var rules = new RandomRules(new Random(seed)).next();
    for (byte[] text : texts(3)) {
      var what = seed + " " + new String(text, StandardCharsets.ISO_8859_1) + " " + rules;
      assertThat(begins(rules, text)).as(what).isEqualTo(Reference.begins(rules, text));
      assertThat(contains(rules, text)).as(what).isEqualTo(Reference.contains(rules, text));
    }
  }

  private static boolean begins(Rules rules, byte[] text) {
    try {
      return Language.of(rules).matcher().accept(text);
    } catch (InvalidConstraint _) {
      return false;
    }
  }

  private static boolean contains(Rules rules, byte[] text) {
    try {
      var matcher = Language.of(rules).matcher();
      return matcher.accept(text) && matcher.complete();
    } catch (InvalidConstraint _) {
      return false;
    }
  }

  /// All texts of at most so many letters, and those that end within one.
  private static List<byte[]> texts(int letters) {
    var texts = new ArrayList<byte[]>();
    texts.add(new byte[0]);
    for (int from = 0, length = 0; length < letters; length++) {
      int to = texts.size();
      for (; from < to; from++) {
        for (var letter : RandomRules.ALPHABET) {
          texts.add(joined(texts.get(from), letter.getBytes(StandardCharsets.UTF_8)));
        }
      }
    }
    int whole = texts.size();
    for (int i = 0; i < whole; i++) {
      texts.add(joined(texts.get(i), new byte[] {(byte) 0xc3}));
    }
    return texts;
  }

  private static byte[] joined(byte[] left, byte[] right) {
    byte[] both = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }
}
