package dev.millrace.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.grammar.rule.Expression;
import dev.millrace.grammar.rule.Rules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MatcherTest {
  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aMatcherReadsWhatTheDefinitionSays(int seed) {
    var rules = new RandomRules(new Random(seed)).next();
    var language = languageOf(rules);
    var completed = new HashMap<Reference.Begun, Boolean>();
    for (byte[] text : texts(3)) {
      var reference = new Reference(rules, text, completed);
      var what = new String(text, StandardCharsets.ISO_8859_1) + " in " + rules;
      var matcher = language.map(Language::matcher);
      boolean begins = matcher.map(one -> one.accept(text)).orElse(false);
      assertThat(begins).as(what).isEqualTo(reference.begins());
      boolean contains = begins && matcher.map(Matcher::complete).orElse(false);
      assertThat(contains).as(what).isEqualTo(reference.contains());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theForcedBytesAreThoseWithoutAChoice(int seed) {
    var random = new Random(seed);
    var language = languageOf(new RandomRules(random).next());
    language.ifPresent(one -> {
      var matcher = one.matcher();
      for (byte[] step : texts(2)) {
        matcher.accept(step);
        var followed = matcher.copy();
        for (byte forced : matcher.forced()) {
          assertThat(followed.complete()).isFalse();
          assertThat(next(followed)).containsExactly(forced);
          followed.accept(new byte[] {forced});
        }
        assertThat(followed.complete() || next(followed).size() > 1).isTrue();
      }
    });
  }

  @Test
  void whatDoesNotFitIsNotRead() {
    var matcher = languageOf(Rules.of(new Expression.Literal("abc"))).orElseThrow().matcher();
    assertThat(matcher.accept("ax".getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(matcher.accept("abc".getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(matcher.complete()).isTrue();
    assertThat(matcher.open()).isFalse();
  }

  private static List<Byte> next(Matcher matcher) {
    return IntStream.range(0, 256)
        .mapToObj(value -> (byte) value)
        .filter(value -> matcher.copy().accept(new byte[] {value}))
        .toList();
  }

  private static Optional<Language> languageOf(Rules rules) {
    try {
      return Optional.of(Language.of(rules));
    } catch (InvalidConstraint _) {
      return Optional.empty();
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
