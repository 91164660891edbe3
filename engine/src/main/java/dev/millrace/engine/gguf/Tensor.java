package dev.millrace.engine.gguf;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// A named block of numbers in a file.
///
/// @param dimensions 1 to 4, all positive; the first is the length of a row, which is contiguous
/// @param data the bytes, mapped: they end with the file they came from
public record Tensor(String name, TensorType type, List<Long> dimensions, MemorySegment data) {
  public Tensor {
    dimensions = List.copyOf(dimensions);
  }

  /// Numbers in a row.
  public long columns() {
    return dimensions.getFirst();
  }

  /// Rows: the product of all dimensions but the first.
  public long rows() {
    return dimensions.stream().skip(1).reduce(1L, (a, b) -> a * b);
  }

  /// `[64, 32]`, as messages show it.
  public String shape() {
    return dimensions.toString();
  }
}
