package dev.millrace.engine.model;

import dev.millrace.engine.gguf.GgufFile;
import dev.millrace.engine.tensor.Grid;
import dev.millrace.engine.tensor.Matrix;
import dev.millrace.engine.tensor.Products;
import dev.millrace.engine.tensor.Team;
import java.util.ArrayList;
import java.util.List;

/// The architecture of Llama: normalised attention with a rotary embedding and shared key heads, then a gated
/// feed-forward part, in every layer.
final class Llama implements Forward {
  private final GgufFile file;
  private final Team team;
  private final Shape shape;
  private final Rope rope;
  private final Matrix embedding;
  private final List<Passage> layers = new ArrayList<>();
  private final RowWork outputNorm;
  private final Products output;
  private final Workspace space;
  private final Batch batch = new Batch(this);
  private final Attention attention;
  private final Pages pages;

  Llama(GgufFile file, Team team) {
    this.file = file;
    this.team = team;
    shape = Shape.of(file.metadata());
    pages = new Pages(shape);
    var weights = new Weights(file, team.kernels());
    int vocabulary = weights.rows("token_embd.weight");
    embedding = weights.matrix("token_embd.weight", shape.width(), vocabulary);
    var parts = new ArrayList<Layer>();
    for (int i = 0; i < shape.layers(); i++) {
      parts.add(Layer.of(weights, shape, i));
    }
    var norm = weights.vector("output_norm.weight", shape.width());
    var last =
        weights.has("output.weight")
            ? weights.matrix("output.weight", shape.width(), vocabulary)
            : embedding;
    var divisors =
        weights.has("rope_freqs.weight")
            ? weights.vector("rope_freqs.weight", shape.rotated() / 2)
            : new float[0];
    rope = Rope.of(file.metadata(), shape, divisors);
    weights.checkAllTaken();
    space = Workspace.of(shape, rope.width(), vocabulary);
    attention = new Attention(shape, rope, batch, space);
    parts.forEach(layer -> layers.add(new Passage(layer, space, shape.epsilon())));
    outputNorm = Passage.normalise(space.stream(), norm, shape.epsilon(), space.normed());
    output = new Products(space.normed(), last, space.logits());
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
    return pages.bytes();
  }

  @Override
  public int heldPages() {
    return pages.held();
  }

  @Override
  public Cache cache(int capacity) {
    if (capacity < 1 || capacity > shape.context()) {
      throw new IllegalArgumentException(
          "a cache of " + capacity + " tokens; 1 to " + shape.context() + " are possible");
    }
    return new PagedCache(pages, this, capacity);
  }

  @Override
  public Grid run(List<Slice> slices) {
    try {
      batch.set(slices);
      space.begin(batch);
      if (batch.size() > 0) {
        run();
        Batch.advance(slices);
      }
    } finally {
      batch.clear();
    }
    return space.logits();
  }

  private void run() {
    batch.reserve();
    begin();
    for (int i = 0; i < layers.size() - 1; i++) {
      whole(i);
    }
    last();
  }

  @Override
  public int width() {
    return shape.width();
  }

  @Override
  public Grid states(Slice slice) {
    var slices = List.of(slice);
    try {
      batch.set(slices);
      space.begin(batch);
      batch.reserve();
      begin();
      for (int i = 0; i < layers.size(); i++) {
        whole(i);
      }
      outputNorm.run(team);
      Batch.advance(slices);
    } finally {
      batch.clear();
    }
    return space.normed();
  }

  private void whole(int index) {
    layers.get(index).project(team);
    attention.write(team, index);
    attention.attend(team, index);
    layers.get(index).feedForward(team);
  }

  private void begin() {
    for (int t = 0; t < batch.size(); t++) {
      team.kernels().unpack(embedding, batch.token(t), space.stream().row(t));
      var angles = space.angles().row(t);
      rope.angles(batch.position(t), angles.values(), angles.at());
    }
  }

  /// The last layer: behind its keys and values, only tokens whose logits are asked for go on.
  private void last() {
    int index = layers.size() - 1;
    var layer = layers.get(index);
    layer.projectKeysAndValues(team);
    attention.write(team, index);
    if (batch.asked() == 0) {
      return;
    }
    space.keepAsking(batch);
    batch.keepAsking();
    layer.projectQueries(team);
    attention.attend(team, index);
    layer.feedForward(team);
    outputNorm.run(team);
    output.run(team);
  }

  @Override
  public void close() {
    team.close();
    file.close();
  }
}
