package dev.millrace.engine.tensor;

/// Rows of floats, one per token.
public final class Grid {
  private final float[] values;
  private final int rows;
  private final int columns;

  /// @param values at least `rows` times `columns` of them, not copied
  public Grid(float[] values, int rows, int columns) {
    if ((long) rows * columns > values.length) {
      throw new IllegalArgumentException(
          rows + " rows of " + columns + " do not fit in " + values.length);
    }
    this.values = values;
    this.rows = rows;
    this.columns = columns;
  }

  public Grid(int rows, int columns) {
    this(new float[Math.multiplyExact(rows, columns)], rows, columns);
  }

  public float[] values() {
    return values;
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public Span row(int row) {
    return new Span(values, row * columns, columns);
  }
}
