package dev.millrace.engine.tensor;

import jdk.incubator.vector.FloatVector;

/// A few input vectors times rows of blocks, straight from the file: the work of decoding several sequences at once.
/// Two rows times up to four inputs are held in registers, so that a weight is widened once for all of them.
///
/// Adds up in the order of [Direct], to the same bits.
final class Q8Tiles {
  /// With more inputs than this it is quicker to unpack rows first.
  static final int MOST_INPUTS = 8;

  private final float[] sums = new float[8 * Lanes.COUNT];

  /// How far apart the two rows are that are computed together.
  private int distance;

  void multiply(Matrix weights, Grid input, Grid output, int from, int to) {
    distance = (to - from) / 2;
    for (int row = from; row < from + distance; row++) {
      pair(weights, input, output, row);
    }
    if (from + 2 * distance < to) {
      for (int t = 0; t < input.rows(); t++) {
        Q8Rows.one(weights, to - 1, input.row(t), output.row(t));
      }
    }
  }

  private void pair(Matrix weights, Grid input, Grid output, int row) {
    int t = 0;
    for (; t + 4 <= input.rows(); t += 4) {
      twoByFour(weights, input, output, row, t);
    }
    for (; t + 2 <= input.rows(); t += 2) {
      twoByTwo(weights, input, output, row, t);
    }
    if (t < input.rows()) {
      Q8Rows.two(weights, row, row + distance, input.row(t), output.row(t));
    }
  }

  private void twoByTwo(Matrix weights, Grid input, Grid output, int row, int t) {
    var zero = FloatVector.zero(Lanes.FLOATS);
    FloatVector a0 = zero, a1 = zero, b0 = zero, b1 = zero;
    var data = weights.data();
    long atA = weights.rowStart(row);
    long atB = weights.rowStart(row + distance);
    int columns = weights.columns();
    float[] values = input.values();
    int end = (t + 1) * columns;
    for (int at = t * columns; at < end; at += Format.BLOCK) {
      var scaleA = Q8Rows.scale(data, atA);
      var scaleB = Q8Rows.scale(data, atB);
      for (int i = 0; i < Format.BLOCK; i += Lanes.COUNT) {
        var a = Lanes.bytes(data, atA + 2, i).mul(scaleA);
        var b = Lanes.bytes(data, atB + 2, i).mul(scaleB);
        var x = FloatVector.fromArray(Lanes.FLOATS, values, at + i);
        a0 = a.fma(x, a0);
        b0 = b.fma(x, b0);
        x = FloatVector.fromArray(Lanes.FLOATS, values, at + columns + i);
        a1 = a.fma(x, a1);
        b1 = b.fma(x, b1);
      }
      atA += Format.BLOCK_BYTES;
      atB += Format.BLOCK_BYTES;
    }
    keep(0, a0, a1, b0, b1);
    finish(output, row, t, 2);
  }

  private void twoByFour(Matrix weights, Grid input, Grid output, int row, int t) {
    var zero = FloatVector.zero(Lanes.FLOATS);
    FloatVector a0 = zero, a1 = zero, a2 = zero, a3 = zero;
    FloatVector b0 = zero, b1 = zero, b2 = zero, b3 = zero;
    var data = weights.data();
    long atA = weights.rowStart(row);
    long atB = weights.rowStart(row + distance);
    int columns = weights.columns();
    float[] values = input.values();
    int end = (t + 1) * columns;
    for (int at = t * columns; at < end; at += Format.BLOCK) {
      var scaleA = Q8Rows.scale(data, atA);
      var scaleB = Q8Rows.scale(data, atB);
      for (int i = 0; i < Format.BLOCK; i += Lanes.COUNT) {
        var a = Lanes.bytes(data, atA + 2, i).mul(scaleA);
        var b = Lanes.bytes(data, atB + 2, i).mul(scaleB);
        var x = FloatVector.fromArray(Lanes.FLOATS, values, at + i);
        a0 = a.fma(x, a0);
        b0 = b.fma(x, b0);
        x = FloatVector.fromArray(Lanes.FLOATS, values, at + columns + i);
        a1 = a.fma(x, a1);
        b1 = b.fma(x, b1);
        x = FloatVector.fromArray(Lanes.FLOATS, values, at + 2 * columns + i);
        a2 = a.fma(x, a2);
        b2 = b.fma(x, b2);
        x = FloatVector.fromArray(Lanes.FLOATS, values, at + 3 * columns + i);
        a3 = a.fma(x, a3);
        b3 = b.fma(x, b3);
      }
      atA += Format.BLOCK_BYTES;
      atB += Format.BLOCK_BYTES;
    }
    keep(0, a0, a1, a2, a3);
    keep(4, b0, b1, b2, b3);
    finish(output, row, t, 4);
  }

  private void keep(int at, FloatVector a, FloatVector b, FloatVector c, FloatVector d) {
    a.intoArray(sums, at * Lanes.COUNT);
    b.intoArray(sums, (at + 1) * Lanes.COUNT);
    c.intoArray(sums, (at + 2) * Lanes.COUNT);
    d.intoArray(sums, (at + 3) * Lanes.COUNT);
  }

  private void finish(Grid output, int row, int t, int tokens) {
    for (int i = 0; i < 2 * tokens; i++) {
      int at = i < tokens ? row : row + distance;
      var lanes = FloatVector.fromArray(Lanes.FLOATS, sums, i * Lanes.COUNT);
      output.values()[(t + i % tokens) * output.columns() + at] = Lanes.sum(lanes);
    }
  }
}
