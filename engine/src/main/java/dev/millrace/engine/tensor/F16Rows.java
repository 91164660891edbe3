package dev.millrace.engine.tensor;

import jdk.incubator.vector.FloatVector;

/// Rows of 16-bit floats.
final class F16Rows {
  private F16Rows() {}

  static void multiply(Matrix weights, Span input, Span output, int from, int to) {
    int half = (to - from) / 2;
    for (int row = from; row < from + half; row++) {
      two(weights, row, row + half, input, output);
    }
    if (from + 2 * half < to) {
      one(weights, to - 1, input, output);
    }
  }

  private static void two(Matrix weights, int rowA, int rowB, Span input, Span output) {
    var data = weights.data();
    long startA = weights.rowStart(rowA);
    long startB = weights.rowStart(rowB);
    var sumA = FloatVector.zero(Lanes.FLOATS);
    var sumB = sumA;
    int end = Lanes.FLOATS.loopBound(input.length());
    for (int c = 0; c < end; c += Lanes.COUNT) {
      var x = FloatVector.fromArray(Lanes.FLOATS, input.values(), input.at() + c);
      sumA = Lanes.halves(data, startA + 2L * c).fma(x, sumA);
      sumB = Lanes.halves(data, startB + 2L * c).fma(x, sumB);
    }
    output.values()[output.at() + rowA] = rest(weights, startA, input, Lanes.sum(sumA));
    output.values()[output.at() + rowB] = rest(weights, startB, input, Lanes.sum(sumB));
  }

  private static void one(Matrix weights, int row, Span input, Span output) {
    var data = weights.data();
    long start = weights.rowStart(row);
    var sum = FloatVector.zero(Lanes.FLOATS);
    int end = Lanes.FLOATS.loopBound(input.length());
    for (int c = 0; c < end; c += Lanes.COUNT) {
      var x = FloatVector.fromArray(Lanes.FLOATS, input.values(), input.at() + c);
      sum = Lanes.halves(data, start + 2L * c).fma(x, sum);
    }
    output.values()[output.at() + row] = rest(weights, start, input, Lanes.sum(sum));
  }

  /// Adds the columns that fill no vector.
  private static float rest(Matrix weights, long start, Span input, float sum) {
    float total = sum;
    for (int c = Lanes.FLOATS.loopBound(input.length()); c < input.length(); c++) {
      total = Math.fma(scalar(weights, start + 2L * c), input.values()[input.at() + c], total);
    }
    return total;
  }

  private static float scalar(Matrix weights, long at) {
    return Float.float16ToFloat(weights.data().get(PlainKernels.SHORT, at));
  }

  static void unpack(Matrix weights, int row, float[] target, int to) {
    long start = weights.rowStart(row);
    int c = 0;
    for (; c < Lanes.FLOATS.loopBound(weights.columns()); c += Lanes.COUNT) {
      Lanes.halves(weights.data(), start + 2L * c).intoArray(target, to + c);
    }
    for (; c < weights.columns(); c++) {
      target[to + c] = scalar(weights, start + 2L * c);
    }
  }
}
