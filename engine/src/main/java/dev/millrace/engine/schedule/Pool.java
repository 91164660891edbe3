package dev.millrace.engine.schedule;

import dev.millrace.engine.tensor.Grid;
import dev.millrace.llm.Embedder;
import java.util.ArrayList;
import java.util.Arrays;

/// The states of one text's tokens, gathered into one vector.
final class Pool {
  private final Pooling pooling;
  private final double[] sum;
  private int tokens;

  Pool(Pooling pooling, int width) {
    this.pooling = pooling;
    this.sum = new double[width];
  }

  /// Takes the states of the next tokens, one row each.
  void add(Grid states) {
    for (int row = 0; row < states.rows(); row++) {
      switch (pooling) {
        case MEAN -> add(states, row);
        case FIRST -> {
          if (tokens == 0) {
            add(states, row);
          }
        }
        case LAST -> {
          if (row == states.rows() - 1) {
            Arrays.fill(sum, 0);
            add(states, row);
          }
        }
      }
      tokens++;
    }
  }

  private void add(Grid states, int row) {
    int from = row * states.columns();
    for (int at = 0; at < sum.length; at++) {
      sum[at] += states.values()[from + at];
    }
  }

  /// The direction of the first `dimensions` numbers, of length 1.
  Embedder.Vector vector(int dimensions) {
    double square = 0;
    for (int at = 0; at < dimensions; at++) {
      square += sum[at] * sum[at];
    }
    double scale = square == 0 ? 0 : 1 / Math.sqrt(square);
    var numbers = new ArrayList<Float>(dimensions);
    for (int at = 0; at < dimensions; at++) {
      numbers.add((float) (sum[at] * scale));
    }
    return new Embedder.Vector(numbers);
  }
}
