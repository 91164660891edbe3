package dev.millrace.engine.tensor;

/// An array that is kept between calls and grows when a larger one is asked for.
final class Scratch {
  private float[] values = new float[0];

  float[] atLeast(int length) {
    if (values.length < length) {
      values = new float[Math.max(length, Math.min(values.length * 2, 1 << 26))];
    }
    return values;
  }
}
