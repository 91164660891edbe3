package dev.millrace.engine.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Scalar loops, for a JVM without the Vector API and to compare with.
final class PlainKernels implements Kernels {
  static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// The power of e below which [#weigh] says 0.
  static final float LEAST_POWER = -87;

  private final Scratch row = new Scratch();
  private final Scratch scratch = new Scratch();

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public void multiply(Matrix weights, Grid input, Grid output, int from, int to) {
    int columns = weights.columns();
    var unpacked = new Span(row.atLeast(columns), 0, columns);
    for (int r = from; r < to; r++) {
      unpack(weights, r, unpacked);
      for (int t = 0; t < input.rows(); t++) {
        output.values()[t * output.columns() + r] = dot(unpacked, input.row(t));
      }
    }
  }

  /// Four sums side by side, so that one addition need not wait for the one before.
  private static float dot(Span a, Span b) {
    var x = a.values();
    var y = b.values();
    float sum0 = 0;
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    int i = 0;
    for (; i + 4 <= a.length(); i += 4) {
      int p = a.at() + i;
      int q = b.at() + i;
      sum0 += x[p] * y[q];
      sum1 += x[p + 1] * y[q + 1];
      sum2 += x[p + 2] * y[q + 2];
      sum3 += x[p + 3] * y[q + 3];
    }
    float sum = (sum0 + sum1) + (sum2 + sum3);
    for (; i < a.length(); i++) {
      sum += x[a.at() + i] * y[b.at() + i];
    }
    return sum;
  }

  @Override
  public void unpack(Matrix weights, int row, Span target) {
    long at = weights.rowStart(row);
    var data = weights.data();
    switch (weights.format()) {
      case F32 ->
          MemorySegment.copy(data, FLOAT, at, target.values(), target.at(), target.length());
      case F16 -> {
        for (int c = 0; c < target.length(); c++) {
          target.values()[target.at() + c] = Float.float16ToFloat(data.get(SHORT, at + 2L * c));
        }
      }
      case Q8_0 -> {
        for (int c = 0; c < target.length(); c += Format.BLOCK) {
          unpackBlock(
              data,
              at + (long) (c / Format.BLOCK) * Format.BLOCK_BYTES,
              target.values(),
              target.at() + c);
        }
      }
    }
  }

  private static void unpackBlock(MemorySegment data, long block, float[] target, int at) {
    float scale = Float.float16ToFloat(data.get(SHORT, block));
    for (int i = 0; i < Format.BLOCK; i++) {
      target[at + i] = scale * data.get(ValueLayout.JAVA_BYTE, block + 2 + i);
    }
  }

  @Override
  public void normalise(Span input, float[] weights, float epsilon, Span output) {
    float inverse = (float) (1 / Math.sqrt((double) dot(input, input) / input.length() + epsilon));
    for (int i = 0; i < input.length(); i++) {
      output.values()[output.at() + i] = input.values()[input.at() + i] * inverse * weights[i];
    }
  }

  @Override
  public void add(Span target, Span more) {
    for (int i = 0; i < target.length(); i++) {
      target.values()[target.at() + i] += more.values()[more.at() + i];
    }
  }

  @Override
  public void gate(Span gate, Span up) {
    for (int i = 0; i < gate.length(); i++) {
      float value = gate.values()[gate.at() + i];
      gate.values()[gate.at() + i] = silu(value) * up.values()[up.at() + i];
    }
  }

  static float silu(float value) {
    return value / (1 + (float) Math.exp(-value));
  }

  @Override
  public void scores(Span query, Span keys, float[] scores, int at) {
    for (int k = 0; k < TILE; k++) {
      float sum = 0;
      for (int d = 0; d < query.length(); d++) {
        sum += query.values()[query.at() + d] * keys.values()[keys.at() + d * TILE + k];
      }
      scores[at + k] = sum;
    }
  }

  @Override
  public void softmax(float[] scores, int count, float scale) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, scores[i]);
    }
    float sum = 0;
    for (int i = 0; i < count; i++) {
      scores[i] = (float) Math.exp((scores[i] - largest) * scale);
      sum += scores[i];
    }
    for (int i = 0; i < count; i++) {
      scores[i] /= sum;
    }
  }

  @Override
  public void blend(float[] weights, int from, int count, Span values, Span output) {
    int width = output.length();
    for (int k = 0; k < count; k++) {
      float weight = weights[from + k];
      for (int d = 0; d < width; d++) {
        output.values()[output.at() + d] += weight * values.values()[values.at() + k * width + d];
      }
    }
  }

  @Override
  public void weigh(float[] numbers, float most, float scale, float[] weights) {
    weigh(numbers, 0, most, scale, weights);
  }

  static void weigh(float[] numbers, int from, float most, float scale, float[] weights) {
    for (int i = from; i < numbers.length; i++) {
      float power = (numbers[i] - most) * scale;
      weights[i] = power >= LEAST_POWER ? (float) Math.exp(power) : 0;
    }
  }

  @Override
  public float[] scratch(int length) {
    return scratch.atLeast(length);
  }
}
