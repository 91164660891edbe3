package dev.millrace.engine.tensor;

import dev.millrace.engine.gguf.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Weights, where the file has them: rows one behind the other, each contiguous.
public final class Matrix {
  /// The longest row, so that a handful of them can be unpacked into an array.
  public static final int MOST_COLUMNS = 1 << 22;

  private final Format format;
  private final int rows;
  private final int columns;
  private final long rowBytes;
  private final MemorySegment data;

  private Matrix(Format format, int rows, int columns, MemorySegment data) {
    this.format = format;
    this.rows = rows;
    this.columns = columns;
    this.rowBytes = format.rowBytes(columns);
    this.data = data;
  }

  /// The tensor as a matrix; nothing when its format or its size is beyond us.
  public static Optional<Matrix> of(Tensor tensor) {
    if (tensor.columns() > MOST_COLUMNS || tensor.rows() > Integer.MAX_VALUE) {
      return Optional.empty();
    }
    return Format.of(tensor.type())
        .map(format ->
            new Matrix(format, (int) tensor.rows(), (int) tensor.columns(), tensor.data()));
  }

  public Format format() {
    return format;
  }

  /// Outputs.
  public int rows() {
    return rows;
  }

  /// Inputs.
  public int columns() {
    return columns;
  }

  MemorySegment data() {
    return data;
  }

  long rowBytes() {
    return rowBytes;
  }

  long rowStart(int row) {
    return row * rowBytes;
  }
}
