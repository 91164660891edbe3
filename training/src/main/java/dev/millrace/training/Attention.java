package dev.millrace.training;

import java.util.Arrays;

/// Causal attention inside each conversation of a batch. Rows of the input hold queries, keys and values of all heads,
/// positions already applied.
final class Attention {
  private static final int HEAD = Shape.HEAD;
  private static final float SCALE = (float) (1 / Math.sqrt(HEAD));

  private final Parallel parallel;
  private final int width;
  private final int heads;

  Attention(Parallel parallel, Shape shape) {
    this.parallel = parallel;
    this.width = shape.width();
    this.heads = shape.heads();
  }

  /// Rows of 32 values, or single weights, the first at `at` and each next one `step` further.
  private record Rows(float[] values, int at, int step) {}

  /// Where the weights of one conversation and head lie, and its rows.
  private record Part(int start, int size, int padded, int head, int weights) {}

  private Part[] parts(Batch batch) {
    var parts = new Part[batch.conversations() * heads];
    int weights = 0;
    for (int i = 0; i < parts.length; i++) {
      int start = batch.starts()[i / heads];
      int size = batch.starts()[i / heads + 1] - start;
      parts[i] = new Part(start, size, padded(size), i % heads, weights);
      weights += size * padded(size);
    }
    return parts;
  }

  private static int padded(int size) {
    return Math.ceilDiv(size, Lanes.WIDTH) * Lanes.WIDTH;
  }

  /// How many attention weights a layer keeps for the batch.
  int weights(Batch batch) {
    int count = 0;
    for (int i = 0; i < batch.conversations(); i++) {
      int size = batch.starts()[i + 1] - batch.starts()[i];
      count += size * padded(size) * heads;
    }
    return count;
  }

  void forward(Batch batch, float[] in, float[] weights, float[] out) {
    var parts = parts(batch);
    parallel.items(parts.length, i -> forward(parts[i], in, weights, out));
  }

  private void forward(Part part, float[] in, float[] weights, float[] out) {
    var keys = columns(part, in, width);
    int head = part.head * HEAD;
    var values = new Rows(in, part.start * 3 * width + 2 * width + head, 3 * width);
    for (int i = 0; i < part.size; i++) {
      int row = part.weights + i * part.padded;
      scores(new Rows(in, (part.start + i) * 3 * width + head, 0), keys, i, weights, row);
      soften(weights, row, i, part.padded);
      mix(new Rows(weights, row, 1), values, i + 1, out, (part.start + i) * width + head);
    }
  }

  /// The head's keys or values, whichever begin at `offset`: one row per value, one column per position.
  private Rows columns(Part part, float[] in, int offset) {
    var turned = new float[HEAD * part.padded];
    for (int j = 0; j < part.size; j++) {
      int from = (part.start + j) * 3 * width + offset + part.head * HEAD;
      for (int d = 0; d < HEAD; d++) {
        turned[d * part.padded + j] = in[from + d];
      }
    }
    return new Rows(turned, 0, part.padded);
  }

  /// Products of one row with the columns 0 to `last`, to the next whole vector.
  private static void scores(Rows row, Rows columns, int last, float[] result, int at) {
    int step = columns.step;
    for (int j = 0; j <= last; j += Lanes.WIDTH) {
      var a = Lanes.zero();
      var b = Lanes.zero();
      var c = Lanes.zero();
      var e = Lanes.zero();
      for (int d = 0; d < HEAD; d += 4) {
        int from = d * step + j;
        int value = row.at + d;
        a = Lanes.all(row.values[value]).fma(Lanes.load(columns.values, from), a);
        b = Lanes.all(row.values[value + 1]).fma(Lanes.load(columns.values, from + step), b);
        c = Lanes.all(row.values[value + 2]).fma(Lanes.load(columns.values, from + 2 * step), c);
        e = Lanes.all(row.values[value + 3]).fma(Lanes.load(columns.values, from + 3 * step), e);
      }
      a.add(b).add(c.add(e)).intoArray(result, at + j);
    }
  }

  private static void soften(float[] weights, int row, int last, int padded) {
    Arrays.fill(weights, row + last + 1, row + padded, -1e30f);
    int end = padded(last + 1);
    float highest = -1e30f;
    for (int j = 0; j <= last; j++) {
      highest = Math.max(highest, weights[row + j]);
    }
    var total = Lanes.zero();
    for (int j = 0; j < end; j += Lanes.WIDTH) {
      var power = Lanes.exp(Lanes.load(weights, row + j).sub(highest).mul(SCALE));
      total = total.add(power);
      power.intoArray(weights, row + j);
    }
    float share = 1 / Lanes.sum(total);
    for (int j = 0; j < end; j += Lanes.WIDTH) {
      Lanes.load(weights, row + j).mul(share).intoArray(weights, row + j);
    }
    Arrays.fill(weights, row + last + 1, row + padded, 0);
  }

  /// Sets a head of `out` to the sum of `count` rows, each times its weight.
  private static void mix(Rows weights, Rows rows, int count, float[] out, int at) {
    var a = Lanes.zero();
    var b = Lanes.zero();
    var c = Lanes.zero();
    var d = Lanes.zero();
    for (int j = 0; j < count; j++) {
      var w = Lanes.all(weights.values[weights.at + j * weights.step]);
      int from = rows.at + j * rows.step;
      a = w.fma(Lanes.load(rows.values, from), a);
      b = w.fma(Lanes.load(rows.values, from + 8), b);
      c = w.fma(Lanes.load(rows.values, from + 16), c);
      d = w.fma(Lanes.load(rows.values, from + 24), d);
    }
    a.intoArray(out, at);
    b.intoArray(out, at + 8);
    c.intoArray(out, at + 16);
    d.intoArray(out, at + 24);
  }

  /// Sets `inGradient` to the gradient of the queries, keys and values.
  void backward(Batch batch, float[] in, float[] weights, float[] outGradient, float[] inGradient) {
    var parts = parts(batch);
    parallel.items(parts.length, i -> backward(parts[i], in, weights, outGradient, inGradient));
  }

  private void backward(
      Part part, float[] in, float[] weights, float[] outGradient, float[] inGradient) {
    var values = columns(part, in, 2 * width);
    var gradients = new float[part.size * part.padded];
    int head = part.head * HEAD;
    int first = part.start * 3 * width + head;
    var keys = new Rows(in, first + width, 3 * width);
    for (int i = 0; i < part.size; i++) {
      int row = i * part.padded;
      scores(new Rows(outGradient, (part.start + i) * width + head, 0), values, i, gradients, row);
      unsoften(weights, part.weights + row, gradients, row, i);
      mix(new Rows(gradients, row, 1), keys, i + 1, inGradient, first + i * 3 * width);
    }
    for (int j = 0; j < part.size; j++) {
      int corner = j * part.padded + j;
      int count = part.size - j;
      int to = first + j * 3 * width;
      var queries = new Rows(in, to, 3 * width);
      mix(new Rows(gradients, corner, part.padded), queries, count, inGradient, to + width);
      var outs = new Rows(outGradient, (part.start + j) * width + head, width);
      mix(
          new Rows(weights, part.weights + corner, part.padded),
          outs,
          count,
          inGradient,
          to + 2 * width);
    }
  }

  private static void unsoften(float[] weights, int row, float[] gradients, int at, int last) {
    var total = Lanes.zero();
    for (int j = 0; j <= last; j += Lanes.WIDTH) {
      total = Lanes.load(gradients, at + j).fma(Lanes.load(weights, row + j), total);
    }
    float mean = Lanes.sum(total);
    for (int j = 0; j <= last; j += Lanes.WIDTH) {
      var slope =
          Lanes.load(gradients, at + j).sub(mean).mul(Lanes.load(weights, row + j)).mul(SCALE);
      slope.intoArray(gradients, at + j);
    }
  }
}
