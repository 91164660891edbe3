package dev.millrace.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.llm.Usage;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PriceTest {
  private static final long DOLLAR = 1_000_000_000;

  @Test
  void eachClassOfTokensHasItsPrice() {
    var price = new Price.PerMillion(3 * DOLLAR, DOLLAR, 4 * DOLLAR, 15 * DOLLAR);
    var usage = new Usage(1_000, 600, 300, 10, 4, Usage.Origin.PROVIDER);
    assertThat(price.of(usage).nanos())
        .isEqualTo(100 * 3_000 + 600 * 1_000 + 300 * 4_000 + 150_000);
  }

  @Test
  void aPartOfANanoDollarIsRoundedUp() {
    var price = new Price.PerMillion(1, 0, 1);
    assertThat(price.of(new Usage(1, 0, 1, 0, Usage.Origin.EXACT)).nanos()).isEqualTo(2);
  }

  @Test
  void theLongestAnswerOfADearModelHasAPriceToo() {
    var price = new Price.PerMillion(0, 0, 1_000_000 * DOLLAR);
    var usage = new Usage(0, 0, Integer.MAX_VALUE, 0, Usage.Origin.ESTIMATED);
    assertThat(price.of(usage).nanos()).isEqualTo(Integer.MAX_VALUE * DOLLAR);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aPriceIsExact(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 1_000; i++) {
      long perMillion = random.nextLong(1_000_000 * DOLLAR);
      int tokens = random.nextInt(Integer.MAX_VALUE);
      var exact = BigInteger.valueOf(perMillion).multiply(BigInteger.valueOf(tokens));
      var millions = exact.add(BigInteger.valueOf(999_999)).divide(BigInteger.valueOf(1_000_000));
      var usage = new Usage(tokens, 0, 0, 0, Usage.Origin.EXACT);
      assertThat(new Price.PerMillion(perMillion, 0, 0).of(usage).nanos())
          .isEqualTo(millions.longValueExact());
    }
  }
}
