package dev.millrace.grammar.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CharacterSetTest {
  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void setsAnswerAsTheirMembersDo(int seed) {
    var random = new Random(seed);
    CharacterSet left = set(random);
    CharacterSet right = set(random);
    for (int c = 0; c < 300; c++) {
      boolean one = left.contains(c);
      boolean two = right.contains(c);
      assertThat(left.or(right).contains(c)).isEqualTo(one || two);
      assertThat(left.and(right).contains(c)).isEqualTo(one && two);
      assertThat(left.not().contains(c)).isEqualTo(!one);
      assertThat(left.without(right).contains(c)).isEqualTo(one && !two);
    }
    assertThat(left.not().not()).isEqualTo(left);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void surrogatesAreNoCharacters(int seed) {
    var random = new Random(seed);
    int surrogate = Character.MIN_SURROGATE + random.nextInt(0x800);
    assertThat(CharacterSet.all().contains(surrogate)).isFalse();
    assertThat(set(random).not().contains(surrogate)).isFalse();
    assertThat(CharacterSet.range(0xd000, 0xf000).contains(surrogate)).isFalse();
  }

  private static CharacterSet set(Random random) {
    List<CharacterSet.Range> ranges =
        IntStream.range(0, random.nextInt(5))
            .mapToObj(_ -> {
              int first = random.nextInt(280);
              return new CharacterSet.Range(first, first + random.nextInt(20));
            })
            .toList();
    return new CharacterSet(ranges);
  }
}
