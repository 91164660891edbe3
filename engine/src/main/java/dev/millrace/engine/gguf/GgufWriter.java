package dev.millrace.engine.gguf;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// Writes a GGUF file, version 3, little-endian, tensors aligned to 32 bytes. Collect metadata and tensors, then
/// [#write]. Tensor data is asked for row by row while writing, so a large model need not be in memory.
public final class GgufWriter {
  /// The tensor formats this writer knows, with their GGML numbers.
  public enum Format {
    F32(0, 1, 4),
    F16(1, 1, 2),
    Q8_0(8, 32, 34);

    private final int number;
    private final int blockValues;
    private final int blockBytes;

    Format(int number, int blockValues, int blockBytes) {
      this.number = number;
      this.blockValues = blockValues;
      this.blockBytes = blockBytes;
    }

    /// Bytes of a row of `columns` values.
    long rowBytes(long columns) {
      return columns / blockValues * blockBytes;
    }
  }

  private record Tensor(
      String name, Format format, int rows, int columns, boolean vector, IntFunction<float[]> row) {
    long bytes() {
      return format.rowBytes(columns) * rows;
    }
  }

  private static final int ALIGNMENT = 32;
  private static final int UINT32 = 4;
  private static final int INT32 = 5;
  private static final int FLOAT32 = 6;
  private static final int BOOL = 7;
  private static final int STRING = 8;
  private static final int ARRAY = 9;
  private static final int UINT64 = 10;

  private final Map<String, byte[]> metadata = new LinkedHashMap<>();
  private final List<Tensor> tensors = new ArrayList<>();

  /// Adds an unsigned 32-bit value. A key given twice is an error, as for every kind of value.
  public GgufWriter unsigned(String key, int value) {
    return add(key, new Bytes().int32(UINT32).int32(value));
  }

  /// Adds an unsigned 64-bit value.
  public GgufWriter unsigned64(String key, long value) {
    return add(key, new Bytes().int32(UINT64).int64(value));
  }

  /// Adds a 32-bit float.
  public GgufWriter number(String key, float value) {
    return add(key, new Bytes().int32(FLOAT32).float32(value));
  }

  /// Adds a truth value.
  public GgufWriter truth(String key, boolean value) {
    return add(key, new Bytes().int32(BOOL).int8(value ? 1 : 0));
  }

  /// Adds a text.
  public GgufWriter text(String key, String value) {
    return add(key, new Bytes().int32(STRING).text(value));
  }

  /// Adds an array of texts.
  public GgufWriter texts(String key, List<String> values) {
    var bytes = new Bytes().int32(ARRAY).int32(STRING).int64(values.size());
    values.forEach(bytes::text);
    return add(key, bytes);
  }

  /// Adds an array of signed 32-bit values.
  public GgufWriter integers(String key, List<Integer> values) {
    var bytes = new Bytes().int32(ARRAY).int32(INT32).int64(values.size());
    values.forEach(bytes::int32);
    return add(key, bytes);
  }

  /// Adds an array of 32-bit floats.
  public GgufWriter numbers(String key, List<Float> values) {
    var bytes = new Bytes().int32(ARRAY).int32(FLOAT32).int64(values.size());
    values.forEach(bytes::float32);
    return add(key, bytes);
  }

  private GgufWriter add(String key, Bytes value) {
    if (metadata.putIfAbsent(key, value.toArray()) != null) {
      throw new IllegalArgumentException("metadata '" + key + "' given twice");
    }
    return this;
  }

  /// Adds a matrix of `rows` times `columns` (GGML dimensions `[columns, rows]`).
  ///
  /// @param row gives the values of a row, `columns` of them; called once per row, in order, by [#write]
  /// @throws IllegalArgumentException when the name is taken or a row is not whole blocks of the format
  public GgufWriter matrix(
      String name, Format format, int rows, int columns, IntFunction<float[]> row) {
    return add(new Tensor(name, format, rows, columns, false, row));
  }

  /// Adds a vector.
  public GgufWriter vector(String name, Format format, float[] values) {
    return add(new Tensor(name, format, 1, values.length, true, _ -> values));
  }

  private GgufWriter add(Tensor tensor) {
    if (tensor.rows < 1 || tensor.columns < 1 || tensor.columns % tensor.format.blockValues != 0) {
      throw new IllegalArgumentException(
          "tensor '%s' of %d rows of %d cannot be %s: rows are blocks of %d"
              .formatted(
                  tensor.name,
                  tensor.rows,
                  tensor.columns,
                  tensor.format,
                  tensor.format.blockValues));
    }
    if (tensors.stream().anyMatch(other -> other.name.equals(tensor.name))) {
      throw new IllegalArgumentException("tensor '" + tensor.name + "' given twice");
    }
    tensors.add(tensor);
    return this;
  }

  /// Writes the file, replacing one that is there.
  public void write(Path file) throws IOException {
    try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      var header = header();
      out.write(header);
      pad(out, header.length);
      for (var tensor : tensors) {
        for (int row = 0; row < tensor.rows; row++) {
          out.write(encode(tensor, row));
        }
        pad(out, tensor.bytes());
      }
    }
  }

  private byte[] header() {
    var bytes = new Bytes().raw("GGUF".getBytes(StandardCharsets.US_ASCII)).int32(3);
    bytes.int64(tensors.size()).int64(metadata.size());
    metadata.forEach((key, value) -> bytes.text(key).raw(value));
    long offset = 0;
    for (var tensor : tensors) {
      bytes.text(tensor.name).int32(tensor.vector ? 1 : 2).int64(tensor.columns);
      if (!tensor.vector) {
        bytes.int64(tensor.rows);
      }
      bytes.int32(tensor.format.number).int64(offset);
      offset += tensor.bytes() + padding(tensor.bytes());
    }
    return bytes.toArray();
  }

  private static long padding(long length) {
    return (ALIGNMENT - length % ALIGNMENT) % ALIGNMENT;
  }

  private static void pad(OutputStream out, long length) throws IOException {
    out.write(new byte[(int) padding(length)]);
  }

  private static byte[] encode(Tensor tensor, int index) {
    var row = tensor.row.apply(index);
    if (row.length != tensor.columns) {
      throw new IllegalArgumentException(
          "row %d of tensor '%s' has %d values, not %d"
              .formatted(index, tensor.name, row.length, tensor.columns));
    }
    var bytes =
        ByteBuffer.allocate((int) tensor.format.rowBytes(tensor.columns))
            .order(ByteOrder.LITTLE_ENDIAN);
    switch (tensor.format) {
      case F32 -> bytes.asFloatBuffer().put(row);
      case F16 -> {
        for (float value : row) {
          bytes.putShort(Float.floatToFloat16(value));
        }
      }
      case Q8_0 -> {
        for (int block = 0; block < row.length; block += 32) {
          Q8Block.write(row, block, bytes);
        }
      }
    }
    return bytes.array();
  }

  /// A growing little-endian buffer.
  private static final class Bytes {
    private ByteBuffer buffer = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);

    private ByteBuffer room(int bytes) {
      if (buffer.remaining() < bytes) {
        int size = Math.addExact(buffer.position(), Math.max(buffer.position(), bytes));
        buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).put(buffer.flip());
      }
      return buffer;
    }

    Bytes int8(int value) {
      room(1).put((byte) value);
      return this;
    }

    Bytes int32(int value) {
      room(4).putInt(value);
      return this;
    }

    Bytes int64(long value) {
      room(8).putLong(value);
      return this;
    }

    Bytes float32(float value) {
      room(4).putFloat(value);
      return this;
    }

    Bytes raw(byte[] value) {
      room(value.length).put(value);
      return this;
    }

    Bytes text(String value) {
      var bytes = value.getBytes(StandardCharsets.UTF_8);
      return int64(bytes.length).raw(bytes);
    }

    byte[] toArray() {
      var bytes = new byte[buffer.position()];
      buffer.get(0, bytes);
      return bytes;
    }
  }
}
