package dev.millrace.engine.model;

import dev.millrace.engine.tensor.Grid;

/// What a forward pass keeps between its steps, for as many tokens as the largest batch so far: one row per token in
/// each grid.
///
/// @param stream what goes from layer to layer
/// @param change what a part of a layer adds to it
record Workspace(
    Grid stream,
    Grid normed,
    Grid queries,
    Grid keys,
    Grid values,
    Grid attended,
    Grid gate,
    Grid up,
    Grid change,
    Grid angles,
    Grid logits) {
  static Workspace of(Shape shape, int rotated, int vocabulary) {
    return new Workspace(
        new Grid(0, shape.width()),
        new Grid(0, shape.width()),
        new Grid(0, shape.queriesWidth(), shape.heads()),
        new Grid(0, shape.keysWidth()),
        new Grid(0, shape.valuesWidth()),
        new Grid(0, shape.attendedWidth(), shape.heads()),
        new Grid(0, shape.hidden()),
        new Grid(0, shape.hidden()),
        new Grid(0, shape.width()),
        new Grid(0, rotated),
        new Grid(0, vocabulary));
  }

  /// Room for a batch; what was there is lost.
  void begin(Batch batch) {
    resize(batch.size());
    keys.resize(batch.size());
    values.resize(batch.size());
    logits.resize(batch.asked());
  }

  /// Goes on with only those tokens of a batch that ask for logits. Their stream, normed and angles are kept.
  void keepAsking(Batch batch) {
    for (int i = 0; i < batch.asked(); i++) {
      stream.move(batch.asking(i), i);
      normed.move(batch.asking(i), i);
      angles.move(batch.asking(i), i);
    }
    resize(batch.asked());
  }

  private void resize(int rows) {
    stream.resize(rows);
    normed.resize(rows);
    queries.resize(rows);
    attended.resize(rows);
    gate.resize(rows);
    up.resize(rows);
    change.resize(rows);
    angles.resize(rows);
  }
}
