package dev.millrace.training;

/// The sizes of a Llama model with as many key heads as query heads, heads of 32 values, and an output head that is
/// the embedding.
///
/// @param vocabulary number of tokens, a multiple of 32
/// @param width values per position, heads x 32
/// @param layers number of layers
/// @param inner values inside the feed-forward part, a multiple of 32
record Shape(int vocabulary, int width, int layers, int inner) {
  static final int HEAD = 32;
  static final float EPSILON = 1e-5f;
  static final double ROTATION_BASE = 10_000;

  Shape {
    if (vocabulary % 32 != 0 || width % HEAD != 0 || inner % 32 != 0) {
      throw new IllegalArgumentException("sizes must be multiples of 32");
    }
  }

  int heads() {
    return width / HEAD;
  }
}
