package dev.millrace.engine.sample;

import java.util.Arrays;

/// Tokens that may still be drawn, likeliest first, each with its weight.
final class Picked {
  int size;
  double sum;
  private int[] tokens = new int[64];
  private double[] weights = new double[64];

  void clear() {
    size = 0;
    sum = 0;
  }

  void add(int token, double weight) {
    if (size == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * size);
      weights = Arrays.copyOf(weights, 2 * size);
    }
    tokens[size] = token;
    weights[size++] = weight;
    sum += weight;
  }

  /// Keeps the first that together reach a part of the sum, then those that reach a part of the
  /// first.
  void keep(double topP, double minP) {
    double reach = topP >= 1 ? Double.POSITIVE_INFINITY : topP * sum;
    double kept = 0;
    int count = 0;
    while (count < size && (count == 0 || kept < reach) && weights[count] >= minP * weights[0]) {
      kept += weights[count++];
    }
    size = count;
    sum = kept;
  }

  /// The token where `part` of the sum is reached.
  int at(double part) {
    double rest = part * sum;
    for (int at = 0; at < size - 1; at++) {
      rest -= weights[at];
      if (rest < 0) {
        return tokens[at];
      }
    }
    return tokens[size - 1];
  }
}
