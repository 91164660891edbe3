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
  private final Workspace space;
  private final float scale;
  private final Team.Part writing = (_, from, to) -> write(from, to);
  private final Team.Part attending = this::attend;
  private int layer;

  Attention(Shape shape, Rope rope, Batch batch, Workspace space) {
    this.shape = shape;
    this.rope = rope;
    this.batch = batch;
    this.space = space;
    this.scale = (float) (1 / Math.sqrt(shape.keyWidth()));
  }

  /// Turns the keys and writes keys and values to the caches.
  void write(Team team, int index) {
    layer = index;
    team.run(batch.size(), Math.ceilDiv(batch.size(), 4 * team.threads()), writing);
  }

  private void write(int from, int to) {
    for (int t = from; t < to; t++) {
      var keys = space.keys().row(t);
      for (int head = 0; head < shape.sharedHeads(); head++) {
        rope.turn(keys.values(), keys.at() + head * shape.keyWidth(), space.angles().row(t));
      }
      batch.cache(t).write(layer, batch.position(t), keys, space.values().row(t));
    }
  }

  /// Turns the queries and attends to what the caches hold.
  void attend(Team team, int index) {
    layer = index;
    int heads = batch.size() * shape.heads();
    team.run(heads, Math.ceilDiv(heads, 8 * team.threads()), attending);
  }

  private void attend(Kernels kernels, int from, int to) {
    for (int i = from; i < to; i++) {
      attendOne(kernels, i / shape.heads(), i % shape.heads());
    }
  }

  private void attendOne(Kernels kernels, int token, int head) {
    var cache = batch.cache(token);
    int count = batch.position(token) + 1;
    int pages = Math.ceilDiv(count, Cache.PAGE);
    int shared = head / (shape.heads() / shape.sharedHeads());
    var scores = kernels.scratch(pages * Cache.PAGE);
    var query = space.queries().part(token, head);
    rope.turn(query.values(), query.at(), space.angles().row(token));
    for (int page = 0; page < pages; page++) {
      kernels.scores(query, cache.keys(layer, page, shared), scores, page * Cache.PAGE);
    }
    kernels.softmax(scores, count, scale);
    Span output = space.attended().part(token, head);
    Arrays.fill(output.values(), output.at(), output.at() + output.length(), 0);
    for (int page = 0; page < pages; page++) {
      int first = page * Cache.PAGE;
      int rest = Math.min(Cache.PAGE, count - first);
      kernels.blend(scores, first, rest, cache.values(layer, page, shared), output);
    }
  }
}
