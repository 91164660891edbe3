package dev.millrace.engine.model;

import dev.millrace.engine.tensor.Kernels;
import dev.millrace.engine.tensor.Span;
import dev.millrace.engine.tensor.Team;
import java.util.Arrays;

/// What every token of a batch takes from the tokens before it and itself.
final class Attention {
  private final Shape shape;
  private final Rope rope;
  private final Batch batch;
  private final Workspace.Step step;
  private final float scale;

  Attention(Shape shape, Rope rope, Batch batch, Workspace.Step step) {
    this.shape = shape;
    this.rope = rope;
    this.batch = batch;
    this.step = step;
    this.scale = (float) (1 / Math.sqrt(shape.keyWidth()));
  }

  /// Turns the keys and writes keys and values to the caches.
  void write(Team team, int layer) {
    int tokens = batch.size();
    team.run(
        tokens, Math.ceilDiv(tokens, 4 * team.threads()), (_, from, to) -> write(layer, from, to));
  }

  private void write(int layer, int from, int to) {
    for (int t = from; t < to; t++) {
      var keys = step.keys().row(t);
      for (int head = 0; head < shape.sharedHeads(); head++) {
        rope.turn(keys.values(), keys.at() + head * shape.keyWidth(), step.angles().row(t));
      }
      batch.cache(t).write(layer, batch.position(t), keys, step.values().row(t));
    }
  }

  /// Turns the queries and attends to what the caches hold.
  void attend(Team team, int layer) {
    int heads = batch.size() * shape.heads();
    team.run(
        heads,
        Math.ceilDiv(heads, 8 * team.threads()),
        (kernels, from, to) -> {
          for (int i = from; i < to; i++) {
            attend(kernels, layer, i / shape.heads(), i % shape.heads());
          }
        });
  }

  private void attend(Kernels kernels, int layer, int token, int head) {
    var cache = batch.cache(token);
    int count = batch.position(token) + 1;
    int pages = Math.ceilDiv(count, Cache.PAGE);
    int shared = head / (shape.heads() / shape.sharedHeads());
    var scores = kernels.scratch(pages * Cache.PAGE);
    var query = query(token, head);
    for (int page = 0; page < pages; page++) {
      kernels.scores(
          query, cache.keys(layer, page, shared), new Span(scores, page * Cache.PAGE, Cache.PAGE));
    }
    kernels.softmax(new Span(scores, 0, count), scale);
    var output = output(token, head);
    for (int page = 0; page < pages; page++) {
      int first = page * Cache.PAGE;
      var weights = new Span(scores, first, Math.min(Cache.PAGE, count - first));
      kernels.blend(weights, cache.values(layer, page, shared), output);
    }
  }

  private Span query(int token, int head) {
    int at = token * shape.queriesWidth() + head * shape.keyWidth();
    rope.turn(step.queries().values(), at, step.angles().row(token));
    return new Span(step.queries().values(), at, shape.keyWidth());
  }

  private Span output(int token, int head) {
    int at = token * shape.attendedWidth() + head * shape.valueWidth();
    Arrays.fill(step.attended().values(), at, at + shape.valueWidth(), 0);
    return new Span(step.attended().values(), at, shape.valueWidth());
  }
}
