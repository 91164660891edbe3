package dev.millrace.engine.tensor;

/// Rows of floats, one per token. Rows may consist of parts of the same length.
public final class Grid {
  private final int columns;
  private final int parts;
  private float[] values;
  private Span[] wholes = {};
  private Span[] pieces = {};
  private int rows;

  /// @param parts of a row
  public Grid(int rows, int columns, int parts) {
    this(new float[Math.multiplyExact(rows, columns)], rows, columns, parts);
  }

  public Grid(int rows, int columns) {
    this(rows, columns, 1);
  }

  /// @param values at least `rows` times `columns` of them, not copied
  public Grid(float[] values, int rows, int columns) {
    this(values, rows, columns, 1);
  }

  private Grid(float[] values, int rows, int columns, int parts) {
    if ((long) rows * columns > values.length || columns % parts != 0) {
      throw new IllegalArgumentException(
          rows + " rows of " + columns + " in " + parts + " parts do not fit in " + values.length);
    }
    this.columns = columns;
    this.parts = parts;
    this.values = values;
    this.rows = rows;
    cut();
  }

  /// Has so many rows from now on; what was in it is lost if that is more than ever before.
  public void resize(int count) {
    rows = count;
    if (count > wholes.length) {
      values = new float[Math.multiplyExact(count, columns)];
      cut();
    }
  }

  private void cut() {
    wholes = cut(rows, columns);
    pieces = parts == 1 ? wholes : cut(rows * parts, columns / parts);
  }

  private Span[] cut(int count, int width) {
    var spans = new Span[count];
    for (int at = 0; at < count; at++) {
      spans[at] = new Span(values, at * width, width);
    }
    return spans;
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
    return wholes[row];
  }

  /// A part of a row.
  public Span part(int row, int part) {
    return pieces[row * parts + part];
  }

  /// Copies a row to the place of another.
  public void move(int from, int to) {
    System.arraycopy(values, from * columns, values, to * columns, columns);
  }
}
