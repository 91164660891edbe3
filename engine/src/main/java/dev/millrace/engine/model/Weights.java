package dev.millrace.engine.model;

import dev.millrace.engine.gguf.GgufFile;
import dev.millrace.engine.gguf.InvalidGguf;
import dev.millrace.engine.gguf.Tensor;
import dev.millrace.engine.gguf.TensorType;
import dev.millrace.engine.tensor.Kernels;
import dev.millrace.engine.tensor.Matrix;
import dev.millrace.engine.tensor.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Takes tensors out of a file by name, each checked against the shape it must have, and tells which were left.
final class Weights {
  private final GgufFile file;
  private final Kernels kernels;
  private final Set<String> taken = new HashSet<>();

  Weights(GgufFile file, Kernels kernels) {
    this.file = file;
    this.kernels = kernels;
  }

  boolean has(String name) {
    return file.tensor(name).isPresent();
  }

  /// The length of a tensor's second dimension.
  int rows(String name) {
    var tensor = needed(name);
    if (tensor.dimensions().size() != 2 || tensor.rows() > Integer.MAX_VALUE / 2) {
      throw wrong(name, "has the shape " + tensor.shape() + "; a matrix was expected");
    }
    return (int) tensor.rows();
  }

  /// A matrix that makes `rows` numbers of `columns`.
  Matrix matrix(String name, int columns, int rows) {
    var tensor = shaped(name, List.of((long) columns, (long) rows));
    return Matrix.of(tensor)
        .orElseThrow(() ->
            new UnsupportedModel(
                file.metadata().file(),
                "tensor '"
                    + name
                    + "' is "
                    + tensor.type()
                    + " of shape "
                    + tensor.shape()
                    + "; F32, F16 and Q8_0 are supported, with up to "
                    + Matrix.MOST_COLUMNS
                    + " columns"));
  }

  /// A vector, which files keep in F32 or F16.
  float[] vector(String name, int length) {
    var tensor = shaped(name, List.of((long) length));
    if (tensor.type() != TensorType.F32 && tensor.type() != TensorType.F16) {
      throw wrong(name, "is " + tensor.type() + "; F32 or F16 was expected");
    }
    var vector = new float[length];
    kernels.unpack(Matrix.of(tensor).orElseThrow(), 0, new Span(vector, 0, length));
    return vector;
  }

  private Tensor shaped(String name, List<Long> shape) {
    var tensor = needed(name);
    if (!tensor.dimensions().equals(shape)) {
      throw wrong(name, "has the shape " + tensor.shape() + "; the metadata asks for " + shape);
    }
    return tensor;
  }

  private Tensor needed(String name) {
    taken.add(name);
    return file.tensor(name).orElseThrow(() -> wrong(name, "is missing"));
  }

  private InvalidGguf wrong(String name, String what) {
    return new InvalidGguf(file.metadata().file(), "tensor '" + name + "' " + what);
  }

  /// Refuses a file with tensors that nobody took: to leave them out would be to run another model.
  void checkAllTaken() {
    var left =
        file.tensors().keySet().stream().filter(name -> !taken.contains(name)).limit(3).toList();
    if (!left.isEmpty()) {
      throw new UnsupportedModel(
          file.metadata().file(), "has tensors that the architecture does not know: " + left);
    }
  }
}
