package dev.millrace.engine.tensor;

import java.util.List;

/// Weights, and where what they make of an input goes.
public record Product(Matrix weights, Grid output) {
  /// Rows that are never divided between threads.
  private static final int UNIT = 32;

  private static final int PIECES_PER_THREAD = 8;

  private int units() {
    return Math.ceilDiv(weights.rows(), UNIT);
  }

  /// Computes several products of one input, as one piece of work for the team.
  public static void run(Team team, Grid input, List<Product> products) {
    int units = products.stream().mapToInt(Product::units).sum();
    int piece = Math.ceilDiv(units, team.threads() * PIECES_PER_THREAD);
    team.run(units, piece, (kernels, from, to) -> run(kernels, input, products, from, to));
  }

  private static void run(Kernels kernels, Grid input, List<Product> products, int from, int to) {
    int start = 0;
    for (var product : products) {
      int first = Math.max(0, from - start) * UNIT;
      int end = Math.min(product.weights.rows(), (to - start) * UNIT);
      if (first < end) {
        kernels.multiply(product.weights, input, product.output, first, end);
      }
      start += product.units();
    }
  }
}
