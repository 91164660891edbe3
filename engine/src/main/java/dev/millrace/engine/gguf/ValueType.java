package dev.millrace.engine.gguf;

import java.util.Optional;

/// The kinds of metadata values, in the order of their numbers in the file.
enum ValueType {
  UINT8(1),
  INT8(1),
  UINT16(2),
  INT16(2),
  UINT32(4),
  INT32(4),
  FLOAT32(4),
  BOOL(1),
  STRING(8),
  ARRAY(12),
  UINT64(8),
  INT64(8),
  FLOAT64(8);

  private final int bytes;

  ValueType(int bytes) {
    this.bytes = bytes;
  }

  static Optional<ValueType> numbered(int number) {
    var types = values();
    return number >= 0 && number < types.length ? Optional.of(types[number]) : Optional.empty();
  }

  /// Bytes that a value takes at least.
  int bytes() {
    return bytes;
  }
}
