package dev.millrace.engine.tensor;

import jdk.incubator.vector.FloatVector;

/// Several input vectors times rows of weights that have been unpacked: the work of reading a prompt, bound by
/// arithmetic. Four rows times four inputs are held in registers.
///
/// Adds up in the order of [Direct], to the same bits.
final class Tiles {
  private final float[] panel;
  private final Grid input;
  private final Grid output;
  private final int columns;
  private final int end;
  private final float[] sums;

  /// @param panel rows of weights, one behind the other, each as long as a row of `input`
  /// @param sums scratch space for sixteen vectors
  Tiles(float[] panel, Grid input, Grid output, float[] sums) {
    this.panel = panel;
    this.input = input;
    this.output = output;
    this.columns = input.columns();
    this.sums = sums;
    this.end = Lanes.FLOATS.loopBound(columns);
  }

  /// @param row where the outputs of the panel's first row go
  /// @param count how many rows the panel has
  void multiply(int row, int count) {
    int t = 0;
    for (; t + 4 <= input.rows(); t += 4) {
      int r = 0;
      for (; r + 4 <= count; r += 4) {
        fourByFour(r, t, row);
      }
      for (; r < count; r++) {
        for (int i = 0; i < 4; i++) {
          one(r, t + i, row);
        }
      }
    }
    for (; t < input.rows(); t++) {
      int r = 0;
      for (; r + 4 <= count; r += 4) {
        fourByOne(r, t, row);
      }
      for (; r < count; r++) {
        one(r, t, row);
      }
    }
  }

  private FloatVector weights(int row, int column) {
    return FloatVector.fromArray(Lanes.FLOATS, panel, row * columns + column);
  }

  private FloatVector inputs(int token, int column) {
    return FloatVector.fromArray(Lanes.FLOATS, input.values(), token * columns + column);
  }

  private void fourByFour(int r, int t, int row) {
    var zero = FloatVector.zero(Lanes.FLOATS);
    FloatVector s00 = zero, s01 = zero, s02 = zero, s03 = zero;
    FloatVector s10 = zero, s11 = zero, s12 = zero, s13 = zero;
    FloatVector s20 = zero, s21 = zero, s22 = zero, s23 = zero;
    FloatVector s30 = zero, s31 = zero, s32 = zero, s33 = zero;
    for (int c = 0; c < end; c += Lanes.COUNT) {
      var w0 = weights(r, c);
      var w1 = weights(r + 1, c);
      var w2 = weights(r + 2, c);
      var w3 = weights(r + 3, c);
      var x = inputs(t, c);
      s00 = w0.fma(x, s00);
      s01 = w1.fma(x, s01);
      s02 = w2.fma(x, s02);
      s03 = w3.fma(x, s03);
      x = inputs(t + 1, c);
      s10 = w0.fma(x, s10);
      s11 = w1.fma(x, s11);
      s12 = w2.fma(x, s12);
      s13 = w3.fma(x, s13);
      x = inputs(t + 2, c);
      s20 = w0.fma(x, s20);
      s21 = w1.fma(x, s21);
      s22 = w2.fma(x, s22);
      s23 = w3.fma(x, s23);
      x = inputs(t + 3, c);
      s30 = w0.fma(x, s30);
      s31 = w1.fma(x, s31);
      s32 = w2.fma(x, s32);
      s33 = w3.fma(x, s33);
    }
    keep(0, s00, s01, s02, s03);
    keep(4, s10, s11, s12, s13);
    keep(8, s20, s21, s22, s23);
    keep(12, s30, s31, s32, s33);
    finish(r, t, row, 4);
  }

  private void fourByOne(int r, int t, int row) {
    var s0 = FloatVector.zero(Lanes.FLOATS);
    var s1 = s0;
    var s2 = s0;
    var s3 = s0;
    for (int c = 0; c < end; c += Lanes.COUNT) {
      var x = inputs(t, c);
      s0 = weights(r, c).fma(x, s0);
      s1 = weights(r + 1, c).fma(x, s1);
      s2 = weights(r + 2, c).fma(x, s2);
      s3 = weights(r + 3, c).fma(x, s3);
    }
    keep(0, s0, s1, s2, s3);
    finish(r, t, row, 1);
  }

  private void one(int r, int t, int row) {
    var sum = FloatVector.zero(Lanes.FLOATS);
    for (int c = 0; c < end; c += Lanes.COUNT) {
      sum = weights(r, c).fma(inputs(t, c), sum);
    }
    put(r, t, row, Lanes.sum(sum));
  }

  private void keep(int at, FloatVector a, FloatVector b, FloatVector c, FloatVector d) {
    a.intoArray(sums, at * Lanes.COUNT);
    b.intoArray(sums, (at + 1) * Lanes.COUNT);
    c.intoArray(sums, (at + 2) * Lanes.COUNT);
    d.intoArray(sums, (at + 3) * Lanes.COUNT);
  }

  private void finish(int r, int t, int row, int tokens) {
    Lanes.sum(sums, 4 * tokens);
    for (int i = 0; i < tokens; i++) {
      for (int j = 0; j < 4; j++) {
        put(r + j, t + i, row, sums[(4 * i + j) * Lanes.COUNT]);
      }
    }
  }

  /// Adds the columns that fill no vector.
  private void put(int r, int t, int row, float lanes) {
    float sum = lanes;
    for (int c = end; c < columns; c++) {
      sum = Math.fma(panel[r * columns + c], input.values()[t * columns + c], sum);
    }
    output.values()[t * output.columns() + row + r] = sum;
  }
}
