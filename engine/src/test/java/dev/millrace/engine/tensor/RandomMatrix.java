package dev.millrace.engine.tensor;

import dev.millrace.engine.gguf.Tensor;
import dev.millrace.engine.gguf.TensorType;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

/// Weights of any format, and what they are as doubles.
final class RandomMatrix {
  final Matrix matrix;
  final double[][] values;

  RandomMatrix(Format format, int rows, int columns, long seed) {
    var random = new Random(seed);
    values = new double[rows][columns];
    var bytes =
        ByteBuffer.allocate((int) format.rowBytes(columns) * rows).order(ByteOrder.LITTLE_ENDIAN);
    for (var row : values) {
      write(format, row, bytes, random);
    }
    var type = TensorType.valueOf(format.name());
    var data = MemorySegment.ofArray(bytes.array());
    matrix =
        Matrix.of(new Tensor("w", type, List.of((long) columns, (long) rows), data)).orElseThrow();
  }

  private static void write(Format format, double[] row, ByteBuffer bytes, Random random) {
    switch (format) {
      case F32 -> {
        for (int c = 0; c < row.length; c++) {
          float value = (float) random.nextGaussian();
          bytes.putFloat(value);
          row[c] = value;
        }
      }
      case F16 -> {
        for (int c = 0; c < row.length; c++) {
          short value =
              Float.floatToFloat16(
                  (float) (random.nextGaussian() * Math.pow(10, -random.nextInt(8))));
          bytes.putShort(value);
          row[c] = Float.float16ToFloat(value);
        }
      }
      case Q8_0 -> {
        float scale = 0;
        for (int c = 0; c < row.length; c++) {
          if (c % 32 == 0) {
            short half = Float.floatToFloat16(random.nextFloat() / 50);
            scale = Float.float16ToFloat(half);
            bytes.putShort(half);
          }
          byte value = (byte) random.nextInt();
          bytes.put(value);
          row[c] = (double) scale * value;
        }
      }
    }
  }
}
