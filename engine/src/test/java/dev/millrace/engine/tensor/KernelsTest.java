package dev.millrace.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.engine.gguf.Tensor;
import dev.millrace.engine.gguf.TensorType;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class KernelsTest {
  private static Stream<Kernels> kernels() {
    return Stream.of(KernelChoice.PLAIN, KernelChoice.VECTOR).map(choice -> choice.maker().get());
  }

  private static float[] numbers(int count, long seed) {
    var random = new Random(seed);
    var numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private static Span span(float... values) {
    return new Span(values, 0, values.length);
  }

  static Stream<Arguments> products() {
    return kernels()
        .flatMap(kernels ->
            Stream.of(
                Arguments.of(kernels, Format.F32, 1),
                Arguments.of(kernels, Format.F32, 37),
                Arguments.of(kernels, Format.F32, 128),
                Arguments.of(kernels, Format.F16, 5),
                Arguments.of(kernels, Format.F16, 64),
                Arguments.of(kernels, Format.F16, 131),
                Arguments.of(kernels, Format.Q8_0, 32),
                Arguments.of(kernels, Format.Q8_0, 224)));
  }

  @ParameterizedTest
  @MethodSource("products")
  void productsAreRightAndEachTheSameInEveryCompany(Kernels kernels, Format format, int columns) {
    int rows = 23;
    var weights = new RandomMatrix(format, rows, columns, 1);
    for (int tokens : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 31}) {
      var input = new Grid(numbers(tokens * columns, tokens), tokens, columns);
      var output = new Grid(tokens, rows);
      kernels.multiply(weights.matrix, input, output, 0, rows);
      assertRight(weights, input, output);
      assertAlone(kernels, weights, input, output);
    }
  }

  private static void assertRight(RandomMatrix weights, Grid input, Grid output) {
    for (int t = 0; t < input.rows(); t++) {
      for (int row = 0; row < output.columns(); row++) {
        double sum = 0;
        for (int c = 0; c < input.columns(); c++) {
          sum += weights.values[row][c] * input.values()[t * input.columns() + c];
        }
        double result = output.values()[t * output.columns() + row];
        assertThat(result)
            .as("%d tokens, row %d of token %d", input.rows(), row, t)
            .isCloseTo(sum, within(1e-4));
      }
    }
  }

  /// Every token by itself, in pieces that begin anywhere, must come out the same to the bit.
  private static void assertAlone(Kernels kernels, RandomMatrix weights, Grid input, Grid output) {
    int rows = output.columns();
    for (int t = 0; t < input.rows(); t++) {
      int from = t * input.columns();
      var one =
          new Grid(
              Arrays.copyOfRange(input.values(), from, from + input.columns()), 1, input.columns());
      var alone = new Grid(1, rows);
      int cut = 1 + t % (rows - 1);
      kernels.multiply(weights.matrix, one, alone, 0, cut);
      kernels.multiply(weights.matrix, one, alone, cut, rows);
      assertThat(alone.values())
          .as("token %d of %d", t, input.rows())
          .isEqualTo(Arrays.copyOfRange(output.values(), t * rows, (t + 1) * rows));
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void unpackedWeightsAreExact(Format format) {
    var weights = new RandomMatrix(format, 3, 96, 2);
    kernels()
        .forEach(kernels -> {
          var target = new float[98];
          kernels.unpack(weights.matrix, 2, new Span(target, 1, 96));
          for (int c = 0; c < 96; c++) {
            assertThat(target[1 + c]).as(kernels.name()).isEqualTo((float) weights.values[2][c]);
          }
        });
  }

  @Test
  void everyHalfIsWidenedAsTheJdkDoes() {
    var bytes = ByteBuffer.allocate(2 << 16).order(ByteOrder.LITTLE_ENDIAN);
    var expected = new float[1 << 16];
    for (int bits = 0; bits < expected.length; bits++) {
      bytes.putShort((short) bits);
      expected[bits] = Float.float16ToFloat((short) bits);
    }
    var data = MemorySegment.ofArray(bytes.array());
    var matrix =
        Matrix.of(new Tensor("all", TensorType.F16, List.of(1L << 16), data)).orElseThrow();
    kernels()
        .forEach(kernels -> {
          var target = new float[expected.length];
          kernels.unpack(matrix, 0, span(target));
          assertThat(target).as(kernels.name()).isEqualTo(expected);
        });
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void normalisingDividesByTheRootOfTheMeanSquare(Kernels kernels) {
    var input = numbers(77, 3);
    var weights = numbers(77, 4);
    var output = new float[77];
    kernels.normalise(span(input), weights, 1e-5f, span(output));
    double squares = 0;
    for (float value : input) {
      squares += (double) value * value;
    }
    for (int i = 0; i < 77; i++) {
      double expected = input[i] / Math.sqrt(squares / 77 + 1e-5) * weights[i];
      assertThat((double) output[i]).isCloseTo(expected, within(1e-5));
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void gatingMultipliesWithTheSigmoid(Kernels kernels) {
    var gate = numbers(77, 5);
    for (int i = 0; i < 77; i++) {
      gate[i] *= 20;
    }
    gate[0] = 1000;
    gate[1] = -1000;
    var before = gate.clone();
    var up = numbers(77, 6);
    kernels.gate(span(gate), span(up));
    for (int i = 0; i < 77; i++) {
      double expected = before[i] / (1 + Math.exp(-before[i])) * up[i];
      assertThat((double) gate[i])
          .isCloseTo(expected, within(1e-5 * Math.max(1, Math.abs(expected))));
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void softmaxSumsToOneWhateverTheSize(Kernels kernels) {
    for (int count : new int[] {1, 2, 15, 16, 17, 63, 64, 65, 130}) {
      var scores = Arrays.copyOf(numbers(count, count), 192);
      scores[0] *= 300;
      var before = scores.clone();
      kernels.softmax(scores, count, 0.5f);
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < count; i++) {
        largest = Math.max(largest, before[i]);
      }
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += Math.exp((before[i] - largest) * 0.5);
      }
      for (int i = 0; i < count; i++) {
        double expected = Math.exp((before[i] - largest) * 0.5) / sum;
        assertThat((double) scores[i])
            .as("score %d of %d", i, count)
            .isCloseTo(expected, within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void weightsFallByPowersOfE(Kernels kernels) {
    var numbers = numbers(77, 14);
    numbers[3] = Float.NaN;
    numbers[4] = Float.NEGATIVE_INFINITY;
    numbers[5] = -1000;
    numbers[6] = 9;
    numbers[76] = Float.NaN;
    numbers[75] = Float.NEGATIVE_INFINITY;
    var weights = numbers(77, 15);
    kernels.weigh(numbers, 9, 1.5f, weights);
    for (int i = 0; i < 77; i++) {
      double power = ((double) numbers[i] - 9) * 1.5;
      double expected = power >= -87 ? Math.exp(power) : 0;
      assertThat((double) weights[i]).as("number %d", i).isCloseTo(expected, within(1e-6));
      assertThat(weights[i] == 0).isEqualTo(expected == 0);
    }
    assertThat(weights[6]).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void scoresAreProductsWithEveryKeyOfATile(Kernels kernels) {
    int width = 19;
    var query = numbers(width, 7);
    var keys = numbers(width * Kernels.TILE, 8);
    var scores = new float[Kernels.TILE];
    kernels.scores(span(query), span(keys), scores, 0);
    for (int k = 0; k < Kernels.TILE; k++) {
      double sum = 0;
      for (int d = 0; d < width; d++) {
        sum += (double) query[d] * keys[d * Kernels.TILE + k];
      }
      assertThat((double) scores[k]).isCloseTo(sum, within(1e-5));
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void blendingAddsValuesByWeight(Kernels kernels) {
    for (int width : new int[] {3, 16, 64, 83}) {
      var weights = numbers(11, 9);
      var values = numbers(11 * width, 10);
      var output = numbers(width, 11);
      var before = output.clone();
      kernels.blend(weights, 0, weights.length, span(values), span(output));
      for (int d = 0; d < width; d++) {
        double sum = before[d];
        for (int k = 0; k < 11; k++) {
          sum += (double) weights[k] * values[k * width + d];
        }
        assertThat((double) output[d]).isCloseTo(sum, within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void addingAddsInPlace(Kernels kernels) {
    var target = numbers(77, 12);
    var more = numbers(77, 13);
    var expected = new float[77];
    for (int i = 0; i < 77; i++) {
      expected[i] = target[i] + more[i];
    }
    kernels.add(span(target), span(more));
    assertThat(target).isEqualTo(expected);
  }
}
