package dev.millrace.training;

import java.util.Arrays;

/// A trained matrix, one row per output as in GGUF, with its gradient and the optimiser's two running means.
final class Parameter {
  final int rows;
  final int columns;
  final boolean decays;
  final float[] value;
  final float[] gradient;
  final float[] mean;
  final float[] square;

  private Parameter(int rows, int columns, boolean decays) {
    this.rows = rows;
    this.columns = columns;
    this.decays = decays;
    this.value = new float[rows * columns];
    this.gradient = new float[rows * columns];
    this.mean = new float[rows * columns];
    this.square = new float[rows * columns];
  }

  static Parameter matrix(int rows, int columns, double deviation, Chance chance) {
    var parameter = new Parameter(rows, columns, true);
    for (int i = 0; i < parameter.value.length; i++) {
      parameter.value[i] = (float) (chance.normal() * deviation);
    }
    return parameter;
  }

  static Parameter ones(int columns) {
    var parameter = new Parameter(1, columns, false);
    Arrays.fill(parameter.value, 1);
    return parameter;
  }

  float[] row(int row) {
    return Arrays.copyOfRange(value, row * columns, (row + 1) * columns);
  }
}
