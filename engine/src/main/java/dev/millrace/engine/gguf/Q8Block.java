package dev.millrace.engine.gguf;

import java.nio.ByteBuffer;

/// GGML's Q8_0: 32 values as one half-precision scale and 32 signed bytes; value = scale x byte.
final class Q8Block {
  static final int VALUES = 32;

  private Q8Block() {}

  /// Appends the block of the 32 values from `from`.
  static void write(float[] values, int from, ByteBuffer bytes) {
    float largest = 0;
    for (int i = 0; i < VALUES; i++) {
      largest = Math.max(largest, Math.abs(values[from + i]));
    }
    float scale = largest / 127;
    float inverse = scale == 0 ? 0 : 1 / scale;
    bytes.putShort(Float.floatToFloat16(scale));
    for (int i = 0; i < VALUES; i++) {
      bytes.put((byte) Math.round(values[from + i] * inverse));
    }
  }
}
