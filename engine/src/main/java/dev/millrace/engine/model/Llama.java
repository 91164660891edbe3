package dev.millrace.engine.model;

import dev.millrace.engine.gguf.GgufFile;
import dev.millrace.engine.tensor.Grid;
import dev.millrace.engine.tensor.Kernels;
import dev.millrace.engine.tensor.Matrix;
import dev.millrace.engine.tensor.Product;
import dev.millrace.engine.tensor.Team;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The architecture of Llama: normalised attention with a rotary embedding and shared key heads, then a gated
/// feed-forward part, in every layer.
final class Llama implements Forward {
  private static final float[] NO_LOGITS = {};

  private final GgufFile file;
  private final Team team;
  private final Shape shape;
  private final Rope rope;
  private final Matrix embedding;
  private final List<Layer> layers = new ArrayList<>();
  private final float[] outputNorm;
  private final Matrix output;
  private final Workspace workspace;

  Llama(GgufFile file, Team team) {
    this.file = file;
    this.team = team;
    shape = Shape.of(file.metadata());
    var weights = new Weights(file, team.kernels());
    int vocabulary = weights.rows("token_embd.weight");
    embedding = weights.matrix("token_embd.weight", shape.width(), vocabulary);
    for (int i = 0; i < shape.layers(); i++) {
      layers.add(Layer.of(weights, shape, i));
    }
    outputNorm = weights.vector("output_norm.weight", shape.width());
    output =
        weights.has("output.weight")
            ? weights.matrix("output.weight", shape.width(), vocabulary)
            : embedding;
    var divisors =
        weights.has("rope_freqs.weight")
            ? weights.vector("rope_freqs.weight", shape.rotated() / 2)
            : new float[0];
    rope = Rope.of(file.metadata(), shape, divisors);
    weights.checkAllTaken();
    workspace = new Workspace(shape, rope.width());
  }

  @Override
  public int vocabulary() {
    return embedding.rows();
  }

  @Override
  public int context() {
    return shape.context();
  }

  @Override
  public long pageBytes() {
    return PagedCache.pageBytes(shape);
  }

  @Override
  public Cache cache(int capacity) {
    if (capacity < 1 || capacity > shape.context()) {
      throw new IllegalArgumentException(
          "a cache of " + capacity + " tokens; 1 to " + shape.context() + " are possible");
    }
    return new PagedCache(shape, this, capacity);
  }

  @Override
  public List<float[]> run(List<Slice> slices) {
    if (slices.isEmpty()) {
      return List.of();
    }
    var batch = Batch.of(slices, this);
    batch.reserve();
    var step = workspace.step(batch.size());
    begin(batch, step);
    for (int i = 0; i < layers.size() - 1; i++) {
      whole(batch, step, i);
    }
    var logits = last(batch, step);
    batch.advance();
    return spread(slices, logits);
  }

  @Override
  public int width() {
    return shape.width();
  }

  @Override
  public Grid states(Slice slice) {
    var batch = Batch.of(List.of(slice), this);
    batch.reserve();
    var step = workspace.step(batch.size());
    begin(batch, step);
    for (int i = 0; i < layers.size(); i++) {
      whole(batch, step, i);
    }
    normalise(step.stream(), outputNorm, step.normed());
    batch.advance();
    return step.normed();
  }

  private void begin(Batch batch, Workspace.Step step) {
    for (int t = 0; t < batch.size(); t++) {
      team.kernels().unpack(embedding, batch.token(t), step.stream().row(t));
      var angles = step.angles().row(t);
      rope.angles(batch.position(t), angles.values(), angles.at());
    }
  }

  private void whole(Batch batch, Workspace.Step step, int index) {
    var layer = layers.get(index);
    normalise(step.stream(), layer.attentionNorm(), step.normed());
    multiply(
        step.normed(),
        new Product(layer.queries(), step.queries()),
        new Product(layer.keys(), step.keys()),
        new Product(layer.values(), step.values()));
    var attention = new Attention(shape, rope, batch, step);
    attention.write(team, index);
    attention.attend(team, index);
    feedForward(step, layer);
  }

  /// The last layer: behind its keys and values, only tokens whose logits are asked for go on.
  private List<float[]> last(Batch batch, Workspace.Step step) {
    int index = layers.size() - 1;
    var layer = layers.get(index);
    normalise(step.stream(), layer.attentionNorm(), step.normed());
    multiply(
        step.normed(),
        new Product(layer.keys(), step.keys()),
        new Product(layer.values(), step.values()));
    new Attention(shape, rope, batch, step).write(team, index);
    var asking = batch.asking();
    if (asking.length == 0) {
      return List.of();
    }
    var few = step.only(asking);
    multiply(few.normed(), new Product(layer.queries(), few.queries()));
    new Attention(shape, rope, batch.only(asking), few).attend(team, index);
    feedForward(few, layer);
    normalise(few.stream(), outputNorm, few.normed());
    var logits = new Grid(asking.length, vocabulary());
    multiply(few.normed(), new Product(output, logits));
    return rows(logits);
  }

  /// From what was attended to, to the end of the layer.
  private void feedForward(Workspace.Step step, Layer layer) {
    multiply(step.attended(), new Product(layer.attended(), step.change()));
    addChange(step);
    normalise(step.stream(), layer.hiddenNorm(), step.normed());
    multiply(
        step.normed(), new Product(layer.gate(), step.gate()), new Product(layer.up(), step.up()));
    eachRow(step.gate(), (kernels, row) -> kernels.gate(step.gate().row(row), step.up().row(row)));
    multiply(step.gate(), new Product(layer.down(), step.change()));
    addChange(step);
  }

  private static List<float[]> rows(Grid grid) {
    if (grid.rows() == 1) {
      return List.of(grid.values());
    }
    var rows = new ArrayList<float[]>();
    for (int row = 0; row < grid.rows(); row++) {
      int from = row * grid.columns();
      rows.add(Arrays.copyOfRange(grid.values(), from, from + grid.columns()));
    }
    return rows;
  }

  private static List<float[]> spread(List<Slice> slices, List<float[]> logits) {
    var next = logits.iterator();
    return slices.stream().map(slice -> slice.logits() ? next.next() : NO_LOGITS).toList();
  }

  private void multiply(Grid input, Product... products) {
    Product.run(team, input, List.of(products));
  }

  private void normalise(Grid input, float[] weights, Grid output) {
    eachRow(
        input,
        (kernels, row) ->
            kernels.normalise(input.row(row), weights, shape.epsilon(), output.row(row)));
  }

  private void addChange(Workspace.Step step) {
    eachRow(
        step.stream(),
        (kernels, row) -> kernels.add(step.stream().row(row), step.change().row(row)));
  }

  private interface RowWork {
    void run(Kernels kernels, int row);
  }

  private void eachRow(Grid grid, RowWork work) {
    team.run(
        grid.rows(),
        Math.ceilDiv(grid.rows(), 4 * team.threads()),
        (kernels, from, to) -> {
          for (int row = from; row < to; row++) {
            work.run(kernels, row);
          }
        });
  }

  @Override
  public void close() {
    team.close();
    file.close();
  }
}
