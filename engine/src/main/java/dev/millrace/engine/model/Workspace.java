package dev.millrace.engine.model;

import dev.millrace.engine.tensor.Grid;

/// What a forward pass keeps between its steps, for as many tokens as the largest batch so far.
final class Workspace {
  private final Shape shape;
  private final int rotated;
  private int room;
  private float[] stream = {};
  private float[] normed = {};
  private float[] queries = {};
  private float[] keys = {};
  private float[] values = {};
  private float[] attended = {};
  private float[] gate = {};
  private float[] up = {};
  private float[] change = {};
  private float[] angles = {};

  Workspace(Shape shape, int rotated) {
    this.shape = shape;
    this.rotated = rotated;
  }

  /// Room for `tokens` tokens; what was there is lost.
  Step step(int tokens) {
    if (tokens > room) {
      grow(tokens);
    }
    return new Step(
        new Grid(stream, tokens, shape.width()),
        new Grid(normed, tokens, shape.width()),
        new Grid(queries, tokens, shape.queriesWidth()),
        new Grid(keys, tokens, shape.keysWidth()),
        new Grid(values, tokens, shape.valuesWidth()),
        new Grid(attended, tokens, shape.attendedWidth()),
        new Grid(gate, tokens, shape.hidden()),
        new Grid(up, tokens, shape.hidden()),
        new Grid(change, tokens, shape.width()),
        new Grid(angles, tokens, rotated));
  }

  private void grow(int tokens) {
    stream = room(tokens, shape.width());
    normed = room(tokens, shape.width());
    queries = room(tokens, shape.queriesWidth());
    keys = room(tokens, shape.keysWidth());
    values = room(tokens, shape.valuesWidth());
    attended = room(tokens, shape.attendedWidth());
    gate = room(tokens, shape.hidden());
    up = room(tokens, shape.hidden());
    change = room(tokens, shape.width());
    angles = room(tokens, rotated);
    room = tokens;
  }

  private static float[] room(int tokens, int width) {
    return new float[Math.multiplyExact(tokens, width)];
  }

  /// One row per token in each.
  ///
  /// @param stream what goes from layer to layer
  /// @param change what a part of a layer adds to it
  record Step(
      Grid stream,
      Grid normed,
      Grid queries,
      Grid keys,
      Grid values,
      Grid attended,
      Grid gate,
      Grid up,
      Grid change,
      Grid angles) {
    /// The step of only some tokens, which goes on in the same space: the others are lost.
    ///
    /// @param rows theirs, ascending; their stream, normed and angles are kept
    Step only(int[] rows) {
      keep(stream, rows);
      keep(normed, rows);
      keep(angles, rows);
      int count = rows.length;
      return new Step(
          first(stream, count),
          first(normed, count),
          first(queries, count),
          first(keys, count),
          first(values, count),
          first(attended, count),
          first(gate, count),
          first(up, count),
          first(change, count),
          first(angles, count));
    }

    private static void keep(Grid grid, int[] rows) {
      int width = grid.columns();
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(grid.values(), rows[i] * width, grid.values(), i * width, width);
      }
    }

    private static Grid first(Grid grid, int rows) {
      return new Grid(grid.values(), rows, grid.columns());
    }
  }
}
