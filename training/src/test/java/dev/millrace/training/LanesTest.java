package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class LanesTest {
  @Test
  void theExponentialIsTrueToFloatPrecision() {
    for (float x = -87; x <= 88; x += 0.0137f) {
      assertThat((double) Lanes.exp(Lanes.all(x)).lane(3) / StrictMath.exp(x))
          .isCloseTo(1, within(3e-7));
    }
  }

  @Test
  void theExponentialStaysFiniteFarOut() {
    assertThat(Lanes.exp(Lanes.all(-1e30f)).lane(0)).isBetween(0f, 1e-37f);
    assertThat(Lanes.exp(Lanes.all(1e30f)).lane(0)).isGreaterThan(1e38f).isFinite();
  }

  @Test
  void productsOfAnySizeAreThoseOfThePlainLoops() {
    var chance = new Chance(1);
    try (var parallel = new Parallel(2)) {
      for (int rows : new int[] {1, 5, 6, 7, 400}) {
        int inner = rows == 7 ? 300 : 19;
        var left = random(rows * inner, chance);
        var right = random(inner * 32, chance);
        var result = new float[rows * 32];
        var size = new Matrix.Size(rows, 32, inner);
        new Matrix(parallel)
            .multiply(size, Matrix.View.of(left, inner), Matrix.View.of(right, 32), result, false);
        for (int i = 0; i < result.length; i++) {
          double sum = 0;
          for (int k = 0; k < inner; k++) {
            sum += (double) left[i / 32 * inner + k] * right[k * 32 + i % 32];
          }
          assertThat((double) result[i]).isCloseTo(sum, within(1e-4));
        }
      }
    }
  }

  private static float[] random(int size, Chance chance) {
    var values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) chance.normal();
    }
    return values;
  }
}
