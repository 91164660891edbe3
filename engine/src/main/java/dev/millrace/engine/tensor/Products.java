package dev.millrace.engine.tensor;

import java.util.List;

/// Several products of one input, which the team computes as one piece of work. Made once, run as often as one likes.
public final class Products implements Team.Part {
  /// Rows that are never divided between threads.
  private static final int UNIT = 32;

  private static final int PIECES_PER_THREAD = 8;

  /// Weights, and where what they make of the input goes.
  public record Product(Matrix weights, Grid output) {
    private int units() {
      return Math.ceilDiv(weights.rows(), UNIT);
    }
  }

  private final Grid input;
  private final Product[] products;
  private final int units;

  public Products(Grid input, List<Product> products) {
    this.input = input;
    this.products = products.toArray(Product[]::new);
    this.units = products.stream().mapToInt(Product::units).sum();
  }

  /// One product.
  public Products(Grid input, Matrix weights, Grid output) {
    this(input, List.of(new Product(weights, output)));
  }

  /// Computes them all.
  public void run(Team team) {
    team.run(units, Math.ceilDiv(units, team.threads() * PIECES_PER_THREAD), this);
  }

  @Override
  public void run(Kernels kernels, int from, int to) {
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
