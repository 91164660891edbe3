package dev.millrace.training;

import dev.millrace.training.Matrix.Size;
import dev.millrace.training.Matrix.View;
import java.util.Arrays;

/// One way through the model and back. Keeps the values of every layer in between; reused from batch to batch.
final class Pass {
  /// What one layer computed on the way forward.
  private static final class Trace {
    final float[] in;
    final float[] attentionIn;
    final float[] queryKeyValue;
    final float[] mixed;
    final float[] middle;
    final float[] feedIn;
    final float[] gateUp;
    final float[] gated;
    float[] weights = new float[0];

    Trace(int capacity, Shape shape) {
      int size = capacity * shape.width();
      in = new float[size];
      attentionIn = new float[size];
      queryKeyValue = new float[3 * size];
      mixed = new float[size];
      middle = new float[size];
      feedIn = new float[size];
      gateUp = new float[capacity * 2 * shape.inner()];
      gated = new float[capacity * shape.inner()];
    }
  }

  private final Model model;
  private final int capacity;
  private final int width;
  private final int inner;
  private final Parallel parallel;
  private final Matrix matrix;
  private final Norm norm;
  private final Attention attention;
  private final Gate gate;
  private final Loss loss;
  private final Rotary rotary;
  private final Trace[] traces;
  private final float[] stream;
  private final float[] chosen;
  private final float[] normed;
  private final float[] gradient;
  private final float[] scratch;
  private final float[] threefold;
  private final float[] wide;
  private final float[] narrow;
  private float[] logits = new float[0];

  /// @param capacity the most tokens of a batch
  Pass(Model model, int capacity, Parallel parallel) {
    var shape = model.shape;
    this.model = model;
    this.capacity = capacity;
    this.width = shape.width();
    this.inner = shape.inner();
    this.parallel = parallel;
    this.matrix = new Matrix(parallel);
    this.norm = new Norm(parallel, width);
    this.attention = new Attention(parallel, shape);
    this.gate = new Gate(parallel, inner);
    this.loss = new Loss(parallel, shape.vocabulary());
    this.rotary = new Rotary(capacity);
    this.traces = new Trace[shape.layers()];
    for (int i = 0; i < traces.length; i++) {
      traces[i] = new Trace(capacity, shape);
    }
    this.stream = new float[capacity * width];
    this.chosen = new float[capacity * width];
    this.normed = new float[capacity * width];
    this.gradient = new float[capacity * width];
    this.scratch = new float[capacity * width];
    this.threefold = new float[capacity * 3 * width];
    this.wide = new float[capacity * 2 * inner];
    this.narrow = new float[capacity * inner];
  }

  int capacity() {
    return capacity;
  }

  /// Runs the batch and leaves the gradient of its mean loss in every parameter, added to what is there.
  Loss.Result train(Batch batch) {
    var result = measure(batch);
    headBackward(batch);
    for (int i = traces.length - 1; i >= 0; i--) {
      feedBackward(batch.size(), model.layers.get(i), traces[i]);
      attentionBackward(batch, model.layers.get(i), traces[i]);
    }
    embedBackward(batch);
    return result;
  }

  /// Runs the batch forward only.
  Loss.Result measure(Batch batch) {
    for (int t = 0; t < batch.size(); t++) {
      System.arraycopy(model.embedding.value, batch.tokens()[t] * width, stream, t * width, width);
    }
    for (int i = 0; i < traces.length; i++) {
      attend(batch, model.layers.get(i), traces[i]);
      feed(batch.size(), model.layers.get(i), traces[i]);
    }
    int count = batch.scored().length;
    for (int row = 0; row < count; row++) {
      System.arraycopy(stream, batch.scored()[row] * width, chosen, row * width, width);
    }
    norm.forward(count, chosen, model.norm, normed);
    int vocabulary = model.shape.vocabulary();
    if (logits.length < count * vocabulary) {
      logits = new float[count * vocabulary];
    }
    multiply(count, normed, model.embedding, logits, false);
    return loss.apply(logits, batch.expected());
  }

  private void attend(Batch batch, Model.Layer layer, Trace trace) {
    int rows = batch.size();
    System.arraycopy(stream, 0, trace.in, 0, rows * width);
    norm.forward(rows, trace.in, layer.attentionNorm(), trace.attentionIn);
    multiply(rows, trace.attentionIn, layer.queryKeyValue(), trace.queryKeyValue, false);
    turn(batch, trace.queryKeyValue, 1);
    if (trace.weights.length < attention.weights(batch)) {
      trace.weights = new float[attention.weights(batch) * 5 / 4];
    }
    attention.forward(batch, trace.queryKeyValue, trace.weights, trace.mixed);
    multiply(rows, trace.mixed, layer.attentionOut(), stream, true);
  }

  private void turn(Batch batch, float[] queryKeyValue, float direction) {
    parallel.items(
        batch.conversations(),
        i -> {
          int start = batch.starts()[i];
          for (int t = start; t < batch.starts()[i + 1]; t++) {
            rotary.turn(queryKeyValue, t * 3 * width, 2 * width / Shape.HEAD, t - start, direction);
          }
        });
  }

  private void feed(int rows, Model.Layer layer, Trace trace) {
    System.arraycopy(stream, 0, trace.middle, 0, rows * width);
    norm.forward(rows, trace.middle, layer.feedNorm(), trace.feedIn);
    multiply(rows, trace.feedIn, layer.gateUp(), trace.gateUp, false);
    gate.forward(rows, trace.gateUp, trace.gated);
    multiply(rows, trace.gated, layer.down(), stream, true);
  }

  private void headBackward(Batch batch) {
    int count = batch.scored().length;
    gradients(count, logits, normed, model.embedding);
    back(count, logits, model.embedding, scratch);
    Arrays.fill(narrow, 0, count * width, 0);
    norm.backward(count, chosen, model.norm, scratch, narrow);
    Arrays.fill(gradient, 0, batch.size() * width, 0);
    for (int row = 0; row < count; row++) {
      System.arraycopy(narrow, row * width, gradient, batch.scored()[row] * width, width);
    }
  }

  private void feedBackward(int rows, Model.Layer layer, Trace trace) {
    gradients(rows, gradient, trace.gated, layer.down());
    back(rows, gradient, layer.down(), narrow);
    gate.backward(rows, trace.gateUp, narrow, wide);
    gradients(rows, wide, trace.feedIn, layer.gateUp());
    back(rows, wide, layer.gateUp(), scratch);
    norm.backward(rows, trace.middle, layer.feedNorm(), scratch, gradient);
  }

  private void attentionBackward(Batch batch, Model.Layer layer, Trace trace) {
    int rows = batch.size();
    gradients(rows, gradient, trace.mixed, layer.attentionOut());
    back(rows, gradient, layer.attentionOut(), scratch);
    attention.backward(batch, trace.queryKeyValue, trace.weights, scratch, threefold);
    turn(batch, threefold, -1);
    gradients(rows, threefold, trace.attentionIn, layer.queryKeyValue());
    back(rows, threefold, layer.queryKeyValue(), scratch);
    norm.backward(rows, trace.in, layer.attentionNorm(), scratch, gradient);
  }

  private void embedBackward(Batch batch) {
    for (int t = 0; t < batch.size(); t++) {
      int to = batch.tokens()[t] * width;
      for (int i = 0; i < width; i++) {
        model.embedding.gradient[to + i] += gradient[t * width + i];
      }
    }
  }

  /// out = in x weight^T, added to what is there or not
  private void multiply(int rows, float[] in, Parameter weight, float[] out, boolean add) {
    var size = new Size(rows, weight.rows, weight.columns);
    var turned = View.transposed(weight.value, weight.columns);
    matrix.multiply(size, View.of(in, weight.columns), turned, out, add);
  }

  /// inGradient = outGradient x weight
  private void back(int rows, float[] outGradient, Parameter weight, float[] inGradient) {
    var size = new Size(rows, weight.columns, weight.rows);
    var values = View.of(weight.value, weight.columns);
    matrix.multiply(size, View.of(outGradient, weight.rows), values, inGradient, false);
  }

  /// weight gradient += outGradient^T x in
  private void gradients(int rows, float[] outGradient, float[] in, Parameter weight) {
    var size = new Size(weight.rows, weight.columns, rows);
    var turned = View.transposed(outGradient, weight.rows);
    matrix.multiply(size, turned, View.of(in, weight.columns), weight.gradient, true);
  }
}
