package dev.millrace.engine.tensor;

import dev.millrace.engine.gguf.TensorType;
import java.util.Optional;

/// The formats of weights that can be computed with.
public enum Format {
  /// 32-bit floats.
  F32(TensorType.F32),
  /// 16-bit floats.
  F16(TensorType.F16),
  /// Blocks of 32: a 16-bit scale, then 32 signed bytes; a weight is scale times byte.
  Q8_0(TensorType.Q8_0);

  /// Weights in a block of [#Q8_0].
  static final int BLOCK = 32;

  /// Bytes of a block of [#Q8_0].
  static final int BLOCK_BYTES = 34;

  private final TensorType type;

  Format(TensorType type) {
    this.type = type;
  }

  static Optional<Format> of(TensorType type) {
    return switch (type) {
      case F32 -> Optional.of(F32);
      case F16 -> Optional.of(F16);
      case Q8_0 -> Optional.of(Q8_0);
      default -> Optional.empty(); // ggml has dozens more.
    };
  }

  long rowBytes(int columns) {
    return type.bytes(columns);
  }
}
