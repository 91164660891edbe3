package dev.millrace.engine.gguf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Little-endian bytes, written by hand to say what no writer would.
final class Bytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// The start of a file of version 3.
  static Bytes header(long tensors, long entries) {
    return new Bytes()
        .raw("GGUF".getBytes(StandardCharsets.US_ASCII))
        .int32(3)
        .int64(tensors)
        .int64(entries);
  }

  Bytes raw(byte... bytes) {
    out.writeBytes(bytes);
    return this;
  }

  Bytes int8(int value) {
    return raw((byte) value);
  }

  Bytes int16(int value) {
    return raw(buffer(2).putShort((short) value).array());
  }

  Bytes int32(int value) {
    return raw(buffer(4).putInt(value).array());
  }

  Bytes float32(float value) {
    return raw(buffer(4).putFloat(value).array());
  }

  Bytes float64(double value) {
    return raw(buffer(8).putDouble(value).array());
  }

  Bytes int64(long value) {
    return raw(buffer(8).putLong(value).array());
  }

  Bytes text(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return int64(bytes.length).raw(bytes);
  }

  /// A metadata key and the number of its value's type.
  Bytes key(String key, int type) {
    return text(key).int32(type);
  }

  /// The entry of a tensor of 32-bit floats.
  Bytes tensor(String name, long offset, long... dimensions) {
    return tensorOf(0, name, offset, dimensions);
  }

  Bytes tensorOf(int type, String name, long offset, long... dimensions) {
    text(name).int32(dimensions.length);
    for (long dimension : dimensions) {
      int64(dimension);
    }
    return int32(type).int64(offset);
  }

  Bytes pad() {
    return raw(new byte[(32 - out.size() % 32) % 32]);
  }

  Bytes zeros(int count) {
    return raw(new byte[count]);
  }

  byte[] array() {
    return out.toByteArray();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
