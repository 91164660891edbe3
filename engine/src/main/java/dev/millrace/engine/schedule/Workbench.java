package dev.millrace.engine.schedule;

import dev.millrace.engine.sample.Mask;
import dev.millrace.engine.sample.Ranking;
import dev.millrace.engine.tensor.Grid;

/// What it takes to choose a token, used again for every one.
final class Workbench {
  private final Ranking ranking = new Ranking();
  private final Mask mask;
  private final float[] logits;

  /// @param vocabulary tokens there are
  Workbench(int vocabulary) {
    this.mask = new Mask(vocabulary);
    this.logits = new float[vocabulary];
  }

  Ranking ranking() {
    return ranking;
  }

  Mask mask() {
    return mask;
  }

  /// A copy of a row, free to be changed until the next is asked for.
  float[] copy(Grid rows, int row) {
    System.arraycopy(rows.values(), row * logits.length, logits, 0, logits.length);
    return logits;
  }
}
