package dev.millrace.engine.tensor;

import jdk.incubator.vector.FloatVector;

/// Rows of 32-bit floats.
final class F32Rows {
  private F32Rows() {}

  static void multiply(Matrix weights, Span input, Span output, int from, int to) {
    int row = from;
    for (; row + 4 <= to; row += 4) {
      four(weights, row, input, output);
    }
    for (; row < to; row++) {
      one(weights, row, input, output);
    }
  }

  private static void four(Matrix weights, int row, Span input, Span output) {
    var data = weights.data();
    long row0 = weights.rowStart(row);
    long row1 = weights.rowStart(row + 1);
    long row2 = weights.rowStart(row + 2);
    long row3 = weights.rowStart(row + 3);
    var sum0 = FloatVector.zero(Lanes.FLOATS);
    var sum1 = sum0;
    var sum2 = sum0;
    var sum3 = sum0;
    int end = Lanes.FLOATS.loopBound(input.length());
    for (int c = 0; c < end; c += Lanes.COUNT) {
      var x = FloatVector.fromArray(Lanes.FLOATS, input.values(), input.at() + c);
      long at = 4L * c;
      sum0 = Lanes.floats(data, row0 + at).fma(x, sum0);
      sum1 = Lanes.floats(data, row1 + at).fma(x, sum1);
      sum2 = Lanes.floats(data, row2 + at).fma(x, sum2);
      sum3 = Lanes.floats(data, row3 + at).fma(x, sum3);
    }
    int out = output.at() + row;
    output.values()[out] = rest(weights, row0, input, Lanes.sum(sum0));
    output.values()[out + 1] = rest(weights, row1, input, Lanes.sum(sum1));
    output.values()[out + 2] = rest(weights, row2, input, Lanes.sum(sum2));
    output.values()[out + 3] = rest(weights, row3, input, Lanes.sum(sum3));
  }

  private static void one(Matrix weights, int row, Span input, Span output) {
    var data = weights.data();
    long start = weights.rowStart(row);
    var sum = FloatVector.zero(Lanes.FLOATS);
    int end = Lanes.FLOATS.loopBound(input.length());
    for (int c = 0; c < end; c += Lanes.COUNT) {
      var x = FloatVector.fromArray(Lanes.FLOATS, input.values(), input.at() + c);
      sum = Lanes.floats(data, start + 4L * c).fma(x, sum);
    }
    output.values()[output.at() + row] = rest(weights, start, input, Lanes.sum(sum));
  }

  /// Adds the columns that fill no vector.
  private static float rest(Matrix weights, long start, Span input, float sum) {
    float total = sum;
    for (int c = Lanes.FLOATS.loopBound(input.length()); c < input.length(); c++) {
      total = Math.fma(scalar(weights, start + 4L * c), input.values()[input.at() + c], total);
    }
    return total;
  }

  private static float scalar(Matrix weights, long at) {
    return weights.data().get(PlainKernels.FLOAT, at);
  }

  static void unpack(Matrix weights, int row, Span target) {
    long start = weights.rowStart(row);
    int c = 0;
    for (; c < Lanes.FLOATS.loopBound(target.length()); c += Lanes.COUNT) {
      Lanes.floats(weights.data(), start + 4L * c).intoArray(target.values(), target.at() + c);
    }
    for (; c < target.length(); c++) {
      target.values()[target.at() + c] = scalar(weights, start + 4L * c);
    }
  }
}
