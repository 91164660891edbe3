package dev.millrace.training;

import jdk.incubator.vector.FloatVector;

/// Matrix products. Each element of a result is summed by one thread in one fixed order, so results do not depend on
/// the number of threads. Blocks of 256 along the sum and tiles of 6 by 16 keep the operands in the nearest cache.
final class Matrix {
  /// A matrix seen in an array: element (row, column) is at `row * rowStep + column * columnStep`.
  record View(float[] values, int rowStep, int columnStep) {
    static View of(float[] values, int columns) {
      return new View(values, columns, 1);
    }

    static View transposed(float[] values, int columns) {
      return new View(values, 1, columns);
    }
  }

  /// Sizes of a product: `rows` x `inner` times `inner` x `columns`; `columns` is a multiple of 16.
  record Size(int rows, int columns, int inner) {}

  /// A part of the left operand: so many rows, so deep along the sum.
  private record Block(int row, int rows, int inner, int depth) {}

  private static final int DEPTH = 256;
  private static final int STRIP = 384;
  private static final int TALL = 6;
  private static final int WIDE = 2 * Lanes.WIDTH;

  private final Parallel parallel;

  Matrix(Parallel parallel) {
    this.parallel = parallel;
  }

  /// Sets `result` to `left` x `right`, or adds the product to it.
  void multiply(Size size, View left, View right, float[] result, boolean add) {
    parallel.ranges(
        size.rows,
        TALL,
        (from, to) -> {
          var packedLeft = new float[STRIP * DEPTH];
          var packedRight = new float[DEPTH * WIDE];
          for (int inner = 0; inner < size.inner; inner += DEPTH) {
            int depth = Math.min(DEPTH, size.inner - inner);
            for (int row = from; row < to; row += STRIP) {
              int rows = Math.min(STRIP, to - row);
              packLeft(left, new Block(row, rows, inner, depth), packedLeft);
              for (int column = 0; column < size.columns; column += WIDE) {
                packRight(right, inner, depth, column, packedRight);
                var strip =
                    new Strip(packedLeft, packedRight, depth, row, rows, column, size.columns);
                strip.multiply(result, add || inner > 0);
              }
            }
          }
        });
  }

  private static void packLeft(View left, Block block, float[] packed) {
    for (int tile = 0; tile < block.rows; tile += TALL) {
      int tall = Math.min(TALL, block.rows - tile);
      int to = tile * block.depth;
      for (int k = 0; k < block.depth; k++) {
        int from = (block.row + tile) * left.rowStep + (block.inner + k) * left.columnStep;
        for (int i = 0; i < TALL; i++) {
          packed[to++] = i < tall ? left.values[from + i * left.rowStep] : 0;
        }
      }
    }
  }

  private static void packRight(View right, int inner, int depth, int column, float[] packed) {
    if (right.columnStep == 1) {
      for (int k = 0; k < depth; k++) {
        int from = (inner + k) * right.rowStep + column;
        Lanes.load(right.values, from).intoArray(packed, k * WIDE);
        Lanes.load(right.values, from + Lanes.WIDTH).intoArray(packed, k * WIDE + Lanes.WIDTH);
      }
      return;
    }
    for (int j = 0; j < WIDE; j++) {
      int from = inner * right.rowStep + (column + j) * right.columnStep;
      for (int k = 0; k < depth; k++) {
        packed[k * WIDE + j] = right.values[from + k * right.rowStep];
      }
    }
  }

  private record Strip(
      float[] left, float[] right, int depth, int row, int rows, int column, int columns) {
    void multiply(float[] result, boolean add) {
      var edge = new float[TALL * WIDE];
      for (int tile = 0; tile < rows; tile += TALL) {
        int at = (row + tile) * columns + column;
        if (tile + TALL <= rows) {
          tile(tile * depth, result, at, columns, add);
          continue;
        }
        tile(tile * depth, edge, 0, WIDE, false);
        for (int i = 0; i < rows - tile; i++) {
          for (int j = 0; j < WIDE; j++) {
            int to = at + i * columns + j;
            result[to] = (add ? result[to] : 0) + edge[i * WIDE + j];
          }
        }
      }
    }

    private void tile(int from, float[] result, int at, int step, boolean add) {
      FloatVector zero = Lanes.zero();
      FloatVector a0 = zero, a1 = zero, b0 = zero, b1 = zero, c0 = zero, c1 = zero;
      FloatVector d0 = zero, d1 = zero, e0 = zero, e1 = zero, f0 = zero, f1 = zero;
      int l = from;
      for (int r = 0; r < depth * WIDE; r += WIDE) {
        var r0 = Lanes.load(right, r);
        var r1 = Lanes.load(right, r + Lanes.WIDTH);
        var x = Lanes.all(left[l]);
        a0 = x.fma(r0, a0);
        a1 = x.fma(r1, a1);
        x = Lanes.all(left[l + 1]);
        b0 = x.fma(r0, b0);
        b1 = x.fma(r1, b1);
        x = Lanes.all(left[l + 2]);
        c0 = x.fma(r0, c0);
        c1 = x.fma(r1, c1);
        x = Lanes.all(left[l + 3]);
        d0 = x.fma(r0, d0);
        d1 = x.fma(r1, d1);
        x = Lanes.all(left[l + 4]);
        e0 = x.fma(r0, e0);
        e1 = x.fma(r1, e1);
        x = Lanes.all(left[l + 5]);
        f0 = x.fma(r0, f0);
        f1 = x.fma(r1, f1);
        l += TALL;
      }
      store(a0, a1, result, at, add);
      store(b0, b1, result, at + step, add);
      store(c0, c1, result, at + 2 * step, add);
      store(d0, d1, result, at + 3 * step, add);
      store(e0, e1, result, at + 4 * step, add);
      store(f0, f1, result, at + 5 * step, add);
    }

    private static void store(
        FloatVector first, FloatVector second, float[] result, int at, boolean add) {
      var one = add ? first.add(Lanes.load(result, at)) : first;
      var two = add ? second.add(Lanes.load(result, at + Lanes.WIDTH)) : second;
      one.intoArray(result, at);
      two.intoArray(result, at + Lanes.WIDTH);
    }
  }
}
