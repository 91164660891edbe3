package dev.millrace.engine.model;

import dev.millrace.engine.gguf.GgufFile;
import dev.millrace.engine.gguf.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The architecture written down as plainly as it can be: doubles, whole sequences, no cache, nothing shared with the
/// engine but the file.
final class ReferenceLlama {
  private final GgufFile file;
  private final int layers;
  private final int width;
  private final int heads;
  private final int sharedHeads;
  private final int headWidth;

  ReferenceLlama(GgufFile file) {
    this.file = file;
    layers = file.metadata().integer("llama.block_count");
    width = file.metadata().integer("llama.embedding_length");
    heads = file.metadata().integer("llama.attention.head_count");
    sharedHeads = file.metadata().integer("llama.attention.head_count_kv");
    headWidth = width / heads;
  }

  /// The logits behind each token.
  double[][] logits(int... tokens) {
    boolean own = file.tensor("output.weight").isPresent();
    return times(matrix(own ? "output.weight" : "token_embd.weight"), states(tokens));
  }

  /// The normalised numbers behind the last layer, for each token.
  double[][] states(int... tokens) {
    var embedding = matrix("token_embd.weight");
    var x = new double[tokens.length][];
    for (int t = 0; t < tokens.length; t++) {
      x[t] = embedding[tokens[t]].clone();
    }
    for (int layer = 0; layer < layers; layer++) {
      var name = "blk." + layer + ".";
      add(x, attention(name, normed(x, name + "attn_norm.weight")));
      add(x, feedForward(name, normed(x, name + "ffn_norm.weight")));
    }
    return normed(x, "output_norm.weight");
  }

  private double[][] attention(String name, double[][] x) {
    var queries = turned(times(matrix(name + "attn_q.weight"), x), heads);
    var keys = turned(times(matrix(name + "attn_k.weight"), x), sharedHeads);
    var values = times(matrix(name + "attn_v.weight"), x);
    var result = new double[x.length][width];
    for (int t = 0; t < x.length; t++) {
      for (int head = 0; head < heads; head++) {
        int shared = head * sharedHeads / heads;
        var weights = new double[t + 1];
        double sum = 0;
        for (int s = 0; s <= t; s++) {
          double score = 0;
          for (int d = 0; d < headWidth; d++) {
            score += queries[t][head * headWidth + d] * keys[s][shared * headWidth + d];
          }
          weights[s] = Math.exp(score / Math.sqrt(headWidth));
          sum += weights[s];
        }
        for (int s = 0; s <= t; s++) {
          for (int d = 0; d < headWidth; d++) {
            result[t][head * headWidth + d] += weights[s] / sum * values[s][shared * headWidth + d];
          }
        }
      }
    }
    return times(matrix(name + "attn_output.weight"), result);
  }

  private double[][] turned(double[][] x, int count) {
    double base = file.metadata().decimal("llama.rope.freq_base");
    for (int t = 0; t < x.length; t++) {
      for (int head = 0; head < count; head++) {
        for (int i = 0; i < headWidth / 2; i++) {
          double angle = t / Math.pow(base, 2.0 * i / headWidth);
          int at = head * headWidth + 2 * i;
          double a = x[t][at];
          double b = x[t][at + 1];
          x[t][at] = a * Math.cos(angle) - b * Math.sin(angle);
          x[t][at + 1] = a * Math.sin(angle) + b * Math.cos(angle);
        }
      }
    }
    return x;
  }

  private double[][] feedForward(String name, double[][] x) {
    var gate = times(matrix(name + "ffn_gate.weight"), x);
    var up = times(matrix(name + "ffn_up.weight"), x);
    for (int t = 0; t < x.length; t++) {
      for (int i = 0; i < gate[t].length; i++) {
        gate[t][i] = gate[t][i] / (1 + Math.exp(-gate[t][i])) * up[t][i];
      }
    }
    return times(matrix(name + "ffn_down.weight"), gate);
  }

  private double[][] normed(double[][] x, String name) {
    double epsilon = file.metadata().decimal("llama.attention.layer_norm_rms_epsilon");
    var weights = matrix(name)[0];
    var result = new double[x.length][width];
    for (int t = 0; t < x.length; t++) {
      double squares = 0;
      for (double value : x[t]) {
        squares += value * value;
      }
      for (int i = 0; i < width; i++) {
        result[t][i] = x[t][i] / Math.sqrt(squares / width + epsilon) * weights[i];
      }
    }
    return result;
  }

  private static void add(double[][] x, double[][] more) {
    for (int t = 0; t < x.length; t++) {
      for (int i = 0; i < x[t].length; i++) {
        x[t][i] += more[t][i];
      }
    }
  }

  private static double[][] times(double[][] weights, double[][] x) {
    var result = new double[x.length][weights.length];
    for (int t = 0; t < x.length; t++) {
      for (int row = 0; row < weights.length; row++) {
        for (int i = 0; i < x[t].length; i++) {
          result[t][row] += weights[row][i] * x[t][i];
        }
      }
    }
    return result;
  }

  private double[][] matrix(String name) {
    var tensor = file.tensor(name).orElseThrow();
    int columns = (int) tensor.columns();
    var matrix = new double[(int) tensor.rows()][columns];
    var bytes = tensor.data().asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < matrix.length * columns; i++) {
      matrix[i / columns][i % columns] = number(tensor, bytes, i);
    }
    return matrix;
  }

  private static double number(Tensor tensor, ByteBuffer bytes, int index) {
    return switch (tensor.type()) {
      case F32 -> bytes.getFloat(4 * index);
      case F16 -> Float.float16ToFloat(bytes.getShort(2 * index));
      case Q8_0 ->
          Float.float16ToFloat(bytes.getShort(index / 32 * 34))
              * bytes.get(index / 32 * 34 + 2 + index % 32);
      default -> throw new AssertionError(tensor.type());
    };
  }
}
