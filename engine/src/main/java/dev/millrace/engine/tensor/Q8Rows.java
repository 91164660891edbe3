package dev.millrace.engine.tensor;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/// Rows of blocks of 32 signed bytes and a scale.
final class Q8Rows {
  private Q8Rows() {}

  static void multiply(Matrix weights, Span input, Span output, int from, int to) {
    int half = (to - from) / 2;
    for (int row = from; row < from + half; row++) {
      two(weights, row, row + half, input, output);
    }
    if (from + 2 * half < to) {
      one(weights, to - 1, input, output);
    }
  }

  static void two(Matrix weights, int rowA, int rowB, Span input, Span output) {
    var data = weights.data();
    long atA = weights.rowStart(rowA);
    long atB = weights.rowStart(rowB);
    var sumA = FloatVector.zero(Lanes.FLOATS);
    var sumB = sumA;
    int end = input.at() + input.length();
    for (int at = input.at(); at < end; at += Format.BLOCK) {
      var scaleA = scale(data, atA);
      var scaleB = scale(data, atB);
      for (int i = 0; i < Format.BLOCK; i += Lanes.COUNT) {
        var x = FloatVector.fromArray(Lanes.FLOATS, input.values(), at + i);
        sumA = Lanes.bytes(data, atA + 2, i).mul(scaleA).fma(x, sumA);
        sumB = Lanes.bytes(data, atB + 2, i).mul(scaleB).fma(x, sumB);
      }
      atA += Format.BLOCK_BYTES;
      atB += Format.BLOCK_BYTES;
    }
    output.values()[output.at() + rowA] = Lanes.sum(sumA);
    output.values()[output.at() + rowB] = Lanes.sum(sumB);
  }

  static void one(Matrix weights, int row, Span input, Span output) {
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

  static FloatVector scale(MemorySegment data, long at) {
    return Lanes.broadcast(Float.float16ToFloat(data.get(PlainKernels.SHORT, at)));
  }

  static void unpack(Matrix weights, int row, float[] target, int to) {
    var data = weights.data();
    int blocks = weights.columns() / Format.BLOCK;
    for (int block = 0; block < blocks; block++) {
      long at = weights.rowStart(row) + (long) block * Format.BLOCK_BYTES;
      var scale = scale(data, at);
      for (int i = 0; i < Format.BLOCK; i += Lanes.COUNT) {
        Lanes.bytes(data, at + 2, i).mul(scale).intoArray(target, to + block * Format.BLOCK + i);
      }
    }
  }
}
