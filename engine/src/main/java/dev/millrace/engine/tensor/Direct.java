package dev.millrace.engine.tensor;

/// One input vector times rows of weights, straight from the file: the work of decoding, bound by memory.
///
/// Each row has one running sum per lane, and columns are added in order; [Tiles] adds up in the same order, so both
/// give the same bits. Two rows go side by side, so that no addition waits for the one before it, and they are half of
/// the work apart: two streams within one page of memory halve the speed at which processors prefetch.
final class Direct {
  private Direct() {}

  static void multiply(Matrix weights, Span input, Span output, int from, int to) {
    switch (weights.format()) {
      case F32 -> F32Rows.multiply(weights, input, output, from, to);
      case F16 -> F16Rows.multiply(weights, input, output, from, to);
      case Q8_0 -> Q8Rows.multiply(weights, input, output, from, to);
    }
  }
}
