package dev.millrace.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.grammar.rule.CharacterSet;
import dev.millrace.grammar.rule.Expression;
import dev.millrace.grammar.rule.Rules;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MasksTest {
  private static final List<String> LETTERS = List.of("a", "b", "é", "è", " ", "\"", "€");

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aTokenIsAllowedIfTheMatcherWouldAcceptIt(int seed) {
    var random = new Random(seed);
    List<byte[]> tokens = tokens(random);
    var masks = new Masks(TokenTable.of(tokens));
    for (int i = 0; i < 10; i++) {
      var rules = new RandomRules(random).next();
      matcherOf(rules).ifPresent(matcher -> walk(random, tokens, masks, matcher, rules));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void stringsWithBoundsTakeTheTokensThatFit(int seed) {
    var random = new Random(seed);
    List<byte[]> tokens = tokens(random);
    var masks = new Masks(TokenTable.of(tokens));
    int least = random.nextInt(6);
    int most = least + random.nextInt(random.nextBoolean() ? 12 : 400);
    var character = CharacterSet.of("\"" + (random.nextBoolean() ? "" : "b")).not();
    var quote = new Expression.Literal("\"");
    Expression content = new Expression.Repeat(new Expression.Characters(character), least, most);
    if (random.nextBoolean()) {
      content = Expression.sequence(quote, content, quote);
    }
    var named = Map.of("string", content);
    var call = Expression.sequence(new Expression.Call("string"), Expression.optional(quote));
    var rules = new Rules(Expression.any(call), named);
    matcherOf(rules).ifPresent(matcher -> walk(random, tokens, masks, matcher, rules));
    matcherOf(rules).ifPresent(matcher -> walk(random, tokens, masks, matcher, rules));
  }

  private static void walk(
      Random random, List<byte[]> tokens, Masks masks, Matcher matcher, Rules rules) {
    long[] allowed = new long[(tokens.size() + 63) / 64];
    for (int step = 0; step < 10; step++) {
      Arrays.fill(allowed, random.nextLong());
      masks.allowed(matcher, allowed);
      var bits = BitSet.valueOf(allowed);
      for (int token = 0; token < tokens.size(); token++) {
        boolean accepted = tokens.get(token).length > 0 && matcher.copy().accept(tokens.get(token));
        assertThat(bits.get(token))
            .as(token + " after " + step + " of " + rules)
            .isEqualTo(accepted);
      }
      assertThat(matcher.open()).as("" + rules).isEqualTo(!bits.isEmpty());
      assertThat(matcher.open() || matcher.complete()).as("" + rules).isTrue();
      if (bits.isEmpty()) {
        return;
      }
      int[] choices = bits.stream().toArray();
      matcher.accept(tokens.get(choices[random.nextInt(choices.length)]));
    }
  }

  private static Optional<Matcher> matcherOf(Rules rules) {
    try {
      return Optional.of(Language.of(rules).matcher());
    } catch (InvalidConstraint _) {
      return Optional.empty();
    }
  }

  /// All single bytes, and random bits of text cut wherever.
  private static List<byte[]> tokens(Random random) {
    var tokens = new ArrayList<byte[]>();
    tokens.add(new byte[0]);
    for (int value = 0; value < 256; value++) {
      tokens.add(new byte[] {(byte) value});
    }
    for (int i = 0; i < 200; i++) {
      var text = new ByteArrayOutputStream();
      for (int letters = random.nextInt(14); letters >= 0; letters--) {
        text.writeBytes(
            LETTERS.get(random.nextInt(LETTERS.size())).getBytes(StandardCharsets.UTF_8));
      }
      byte[] bytes = text.toByteArray();
      int from = random.nextInt(3) == 0 ? random.nextInt(bytes.length) : 0;
      int to = random.nextInt(3) == 0 ? from + random.nextInt(bytes.length - from) : bytes.length;
      tokens.add(Arrays.copyOfRange(bytes, from, to));
    }
    return tokens;
  }
}
