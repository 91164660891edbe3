package dev.millrace.engine.tensor;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/// Rows of blocks of 32 signed bytes and a scale.
final class Q8Rows {
  private Q8Rows() {}

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
    int blocks = input.length() / Format.BLOCK;
    for (int block = 0; block < blocks; block++) {
      long at = (long) block * Format.BLOCK_BYTES;
      var scale0 = scale(data, row0 + at);
      var scale1 = scale(data, row1 + at);
      var scale2 = scale(data, row2 + at);
      var scale3 = scale(data, row3 + at);
      for (int i = 0; i < Format.BLOCK; i += Lanes.COUNT) {
        var x =
            FloatVector.fromArray(
                Lanes.FLOATS, input.values(), input.at() + block * Format.BLOCK + i);
        sum0 = Lanes.bytes(data, row0 + at + 2, i).mul(scale0).fma(x, sum0);
        sum1 = Lanes.bytes(data, row1 + at + 2, i).mul(scale1).fma(x, sum1);
        sum2 = Lanes.bytes(data, row2 + at + 2, i).mul(scale2).fma(x, sum2);
        sum3 = Lanes.bytes(data, row3 + at + 2, i).mul(scale3).fma(x, sum3);
      }
    }
    int out = output.at() + row;
    output.values()[out] = Lanes.sum(sum0);
    output.values()[out + 1] = Lanes.sum(sum1);
    output.values()[out + 2] = Lanes.sum(sum2);
    output.values()[out + 3] = Lanes.sum(sum3);
  }

  private static void one(Matrix weights, int row, Span input, Span output) {
    var data = weights.data();
    var sum = FloatVector.zero(Lanes.FLOATS);
    int blocks = input.length() / Format.BLOCK;
    for (int block = 0; block < blocks; block++) {
      long at = weights.rowStart(row) + (long) block * Format.BLOCK_BYTES;
      var scale = scale(data, at);
      for (int i = 0; i < Format.BLOCK; i += Lanes.COUNT) {
        var x =
            FloatVector.fromArray(
                Lanes.FLOATS, input.values(), input.at() + block * Format.BLOCK + i);
        sum = Lanes.bytes(data, at + 2, i).mul(scale).fma(x, sum);
      }
    }
    output.values()[output.at() + row] = Lanes.sum(sum);
  }

  private static FloatVector scale(MemorySegment data, long at) {
    return Lanes.broadcast(Float.float16ToFloat(data.get(PlainKernels.SHORT, at)));
  }

  static void unpack(Matrix weights, int row, Span target) {
    var data = weights.data();
    int blocks = target.length() / Format.BLOCK;
    for (int block = 0; block < blocks; block++) {
      long at = weights.rowStart(row) + (long) block * Format.BLOCK_BYTES;
      var scale = scale(data, at);
      for (int i = 0; i < Format.BLOCK; i += Lanes.COUNT) {
        Lanes.bytes(data, at + 2, i)
            .mul(scale)
            .intoArray(target.values(), target.at() + block * Format.BLOCK + i);
      }
    }
  }
}
