package dev.millrace.engine.tensor;

import jdk.incubator.vector.FloatVector;

/// A few input vectors times rows of blocks, straight from the file: the work of decoding several sequences at once.
/// Two rows times four inputs are held in registers, so that a weight is widened once for all of them.
///
/// Adds up in the order of [Direct], to the same bits.
final class Q8Tiles {
  /// With more inputs than this it is quicker to unpack rows first.
  static final int MOST_INPUTS = 8;

  private final Matrix weights;
  private final Grid input;
  private final Grid output;
  private final int columns;
  private final float[] sums = new float[8 * Lanes.COUNT];

  Q8Tiles(Matrix weights, Grid input, Grid output) {
    this.weights = weights;
    this.input = input;
    this.output = output;
    this.columns = weights.columns();
  }

  void multiply(int from, int to) {
    int half = (to - from) / 2;
    for (int row = from; row < from + half; row++) {
      pair(row, row + half);
    }
    if (from + 2 * half < to) {
      for (int t = 0; t < input.rows(); t++) {
        Q8Rows.one(weights, to - 1, input.row(t), output.row(t));
      }
    }
  }

  private void pair(int rowA, int rowB) {
    int t = 0;
    for (; t + 4 <= input.rows(); t += 4) {
      twoByFour(rowA, rowB, t);
    }
    for (; t < input.rows(); t++) {
      Q8Rows.two(weights, rowA, rowB, input.row(t), output.row(t));
    }
  }

  private FloatVector inputs(int token, int column) {
    return FloatVector.fromArray(Lanes.FLOATS, input.values(), token * columns + column);
  }

  private void twoByFour(int rowA, int rowB, int t) {
    var zero = FloatVector.zero(Lanes.FLOATS);
    FloatVector a0 = zero, a1 = zero, a2 = zero, a3 = zero;
    FloatVector b0 = zero, b1 = zero, b2 = zero, b3 = zero;
    long distance = weights.rowStart(rowB) - weights.rowStart(rowA);
    for (int c = 0; c < columns; c += Lanes.COUNT) {
      long block = weights.rowStart(rowA) + Q8Rows.blockStart(c);
      var a = Q8Rows.load(weights.data(), block, c);
      var b = Q8Rows.load(weights.data(), block + distance, c);
      var x = inputs(t, c);
      a0 = a.fma(x, a0);
      b0 = b.fma(x, b0);
      x = inputs(t + 1, c);
      a1 = a.fma(x, a1);
      b1 = b.fma(x, b1);
      x = inputs(t + 2, c);
      a2 = a.fma(x, a2);
      b2 = b.fma(x, b2);
      x = inputs(t + 3, c);
      a3 = a.fma(x, a3);
      b3 = b.fma(x, b3);
    }
    keep(0, a0, a1, a2, a3);
    keep(4, b0, b1, b2, b3);
    finish(rowA, rowB, t);
  }

  private void keep(int at, FloatVector a, FloatVector b, FloatVector c, FloatVector d) {
    a.intoArray(sums, at * Lanes.COUNT);
    b.intoArray(sums, (at + 1) * Lanes.COUNT);
    c.intoArray(sums, (at + 2) * Lanes.COUNT);
    d.intoArray(sums, (at + 3) * Lanes.COUNT);
  }

  private void finish(int rowA, int rowB, int t) {
    for (int i = 0; i < 8; i++) {
      int row = i < 4 ? rowA : rowB;
      var lanes = FloatVector.fromArray(Lanes.FLOATS, sums, i * Lanes.COUNT);
      output.values()[(t + i % 4) * output.columns() + row] = Lanes.sum(lanes);
    }
  }
}
