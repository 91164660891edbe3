package dev.millrace.engine.tensor;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Kernels on the Vector API, at the width the machine prefers.
final class VectorKernels implements Kernels {
  /// Rows that are unpacked together.
  private static final int PANEL = 32;

  private final Scratch panel = new Scratch();
  private final Scratch scratch = new Scratch();
  private final Q8Tiles tiles = new Q8Tiles();
  private final float[] sums = new float[16 * Lanes.COUNT];

  @Override
  public String name() {
    return "vector " + Lanes.FLOATS.vectorBitSize();
  }

  @Override
  public void multiply(Matrix weights, Grid input, Grid output, int from, int to) {
    if (input.rows() == 1) {
      Direct.multiply(weights, input.row(0), output.row(0), from, to);
      return;
    }
    if (weights.format() == Format.Q8_0 && input.rows() <= Q8Tiles.MOST_INPUTS) {
      tiles.multiply(weights, input, output, from, to);
      return;
    }
    int columns = weights.columns();
    var unpacked = panel.atLeast(PANEL * columns);
    var unpackedTiles = new Tiles(unpacked, input, output, sums);
    for (int row = from; row < to; row += PANEL) {
      int count = Math.min(PANEL, to - row);
      for (int r = 0; r < count; r++) {
        unpack(weights, row + r, unpacked, r * columns);
      }
      unpackedTiles.multiply(row, count);
    }
  }

  @Override
  public void unpack(Matrix weights, int row, Span target) {
    unpack(weights, row, target.values(), target.at());
  }

  private static void unpack(Matrix weights, int row, float[] target, int to) {
    switch (weights.format()) {
      case F32 -> F32Rows.unpack(weights, row, target, to);
      case F16 -> F16Rows.unpack(weights, row, target, to);
      case Q8_0 -> Q8Rows.unpack(weights, row, target, to);
    }
  }

  @Override
  public void normalise(Span input, float[] weights, float epsilon, Span output) {
    float inverse = (float) (1 / Math.sqrt((double) squares(input) / input.length() + epsilon));
    int c = 0;
    for (; c < Lanes.FLOATS.loopBound(input.length()); c += Lanes.COUNT) {
      load(input, c)
          .mul(inverse)
          .mul(FloatVector.fromArray(Lanes.FLOATS, weights, c))
          .intoArray(output.values(), output.at() + c);
    }
    for (; c < input.length(); c++) {
      output.values()[output.at() + c] = input.values()[input.at() + c] * inverse * weights[c];
    }
  }

  private static FloatVector load(Span span, int at) {
    return FloatVector.fromArray(Lanes.FLOATS, span.values(), span.at() + at);
  }

  private static float squares(Span input) {
    var lanes = FloatVector.zero(Lanes.FLOATS);
    int c = 0;
    for (; c < Lanes.FLOATS.loopBound(input.length()); c += Lanes.COUNT) {
      var x = load(input, c);
      lanes = x.fma(x, lanes);
    }
    float sum = Lanes.sum(lanes);
    for (; c < input.length(); c++) {
      float x = input.values()[input.at() + c];
      sum = Math.fma(x, x, sum);
    }
    return sum;
  }

  @Override
  public void add(Span target, Span more) {
    int c = 0;
    for (; c < Lanes.FLOATS.loopBound(target.length()); c += Lanes.COUNT) {
      load(target, c).add(load(more, c)).intoArray(target.values(), target.at() + c);
    }
    for (; c < target.length(); c++) {
      target.values()[target.at() + c] += more.values()[more.at() + c];
    }
  }

  @Override
  public void gate(Span gate, Span up) {
    int c = 0;
    for (; c < Lanes.FLOATS.loopBound(gate.length()); c += Lanes.COUNT) {
      var x = load(gate, c);
      x.div(Lanes.exp(x.neg()).add(1)).mul(load(up, c)).intoArray(gate.values(), gate.at() + c);
    }
    for (; c < gate.length(); c++) {
      gate.values()[gate.at() + c] =
          PlainKernels.silu(gate.values()[gate.at() + c]) * up.values()[up.at() + c];
    }
  }

  @Override
  public void scores(Span query, Span keys, float[] scores, int at) {
    for (int k = 0; k < TILE; k += 4 * Lanes.COUNT) {
      var sum0 = FloatVector.zero(Lanes.FLOATS);
      var sum1 = sum0;
      var sum2 = sum0;
      var sum3 = sum0;
      for (int d = 0; d < query.length(); d++) {
        var q = Lanes.broadcast(query.values()[query.at() + d]);
        int from = d * TILE + k;
        sum0 = load(keys, from).fma(q, sum0);
        sum1 = load(keys, from + Lanes.COUNT).fma(q, sum1);
        sum2 = load(keys, from + 2 * Lanes.COUNT).fma(q, sum2);
        sum3 = load(keys, from + 3 * Lanes.COUNT).fma(q, sum3);
      }
      sum0.intoArray(scores, at + k);
      sum1.intoArray(scores, at + k + Lanes.COUNT);
      sum2.intoArray(scores, at + k + 2 * Lanes.COUNT);
      sum3.intoArray(scores, at + k + 3 * Lanes.COUNT);
    }
  }

  @Override
  public void softmax(float[] scores, int count, float scale) {
    int padded = Math.ceilDiv(count, Lanes.COUNT) * Lanes.COUNT;
    Arrays.fill(scores, count, padded, Float.NEGATIVE_INFINITY);
    var largest = Lanes.broadcast(Float.NEGATIVE_INFINITY);
    for (int i = 0; i < padded; i += Lanes.COUNT) {
      largest = largest.max(FloatVector.fromArray(Lanes.FLOATS, scores, i));
    }
    float most =
        largest.reduceLanes(VectorOperators.MAX); // The order of a maximum does not matter.
    for (int i = 0; i < padded; i += Lanes.COUNT) {
      var score = FloatVector.fromArray(Lanes.FLOATS, scores, i);
      Lanes.exp(score.sub(most).mul(scale)).intoArray(scores, i);
    }
    Arrays.fill(scores, count, padded, 0);
    divideBySum(scores, padded);
  }

  private static void divideBySum(float[] values, int count) {
    var lanes = FloatVector.zero(Lanes.FLOATS);
    for (int i = 0; i < count; i += Lanes.COUNT) {
      lanes = lanes.add(FloatVector.fromArray(Lanes.FLOATS, values, i));
    }
    float inverse = 1 / Lanes.sum(lanes);
    for (int i = 0; i < count; i += Lanes.COUNT) {
      FloatVector.fromArray(Lanes.FLOATS, values, i).mul(inverse).intoArray(values, i);
    }
  }

  @Override
  public void blend(float[] weights, int from, int count, Span values, Span output) {
    int width = output.length();
    blendFours(weights, from, count, values, output);
    int d = width - width % (4 * Lanes.COUNT);
    for (; d + Lanes.COUNT <= width; d += Lanes.COUNT) {
      var sum = load(output, d);
      for (int k = 0; k < count; k++) {
        sum = load(values, k * width + d).fma(Lanes.broadcast(weights[from + k]), sum);
      }
      sum.intoArray(output.values(), output.at() + d);
    }
    for (; d < width; d++) {
      float sum = output.values()[output.at() + d];
      for (int k = 0; k < count; k++) {
        sum = Math.fma(weights[from + k], values.values()[values.at() + k * width + d], sum);
      }
      output.values()[output.at() + d] = sum;
    }
  }

  private static void blendFours(float[] weights, int from, int count, Span values, Span output) {
    for (int d = 0; d + 4 * Lanes.COUNT <= output.length(); d += 4 * Lanes.COUNT) {
      var sum0 = load(output, d);
      var sum1 = load(output, d + Lanes.COUNT);
      var sum2 = load(output, d + 2 * Lanes.COUNT);
      var sum3 = load(output, d + 3 * Lanes.COUNT);
      for (int k = 0; k < count; k++) {
        var weight = Lanes.broadcast(weights[from + k]);
        int at = k * output.length() + d;
        sum0 = load(values, at).fma(weight, sum0);
        sum1 = load(values, at + Lanes.COUNT).fma(weight, sum1);
        sum2 = load(values, at + 2 * Lanes.COUNT).fma(weight, sum2);
        sum3 = load(values, at + 3 * Lanes.COUNT).fma(weight, sum3);
      }
      sum0.intoArray(output.values(), output.at() + d);
      sum1.intoArray(output.values(), output.at() + d + Lanes.COUNT);
      sum2.intoArray(output.values(), output.at() + d + 2 * Lanes.COUNT);
      sum3.intoArray(output.values(), output.at() + d + 3 * Lanes.COUNT);
    }
  }

  @Override
  public void weigh(float[] numbers, float most, float scale, float[] weights) {
    int end = Lanes.FLOATS.loopBound(numbers.length);
    for (int i = 0; i < end; i += Lanes.COUNT) {
      var power = FloatVector.fromArray(Lanes.FLOATS, numbers, i).sub(most).mul(scale);
      var counts = power.compare(VectorOperators.GE, PlainKernels.LEAST_POWER);
      FloatVector.zero(Lanes.FLOATS).blend(Lanes.exp(power), counts).intoArray(weights, i);
    }
    PlainKernels.weigh(numbers, end, most, scale, weights);
  }

  @Override
  public float[] scratch(int length) {
    return scratch.atLeast(length);
  }
}
