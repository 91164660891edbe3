package dev.millrace.engine.schedule;

import dev.millrace.engine.sample.Mask;
import dev.millrace.engine.sample.Ranking;
import dev.millrace.engine.sample.Shares;
import dev.millrace.engine.tensor.Grid;
import dev.millrace.engine.tensor.KernelChoice;
import dev.millrace.grammar.Masks;
import java.util.Optional;

/// What it takes to choose a token, used again for every one.
final class Workbench {
  private final Ranking ranking = new Ranking();
  private final Shares shares = new Shares(KernelChoice.BEST.maker().get());
  private final Mask mask;
  private final float[] logits;
  private final Wording wording;
  private Optional<Masks> masks = Optional.empty();

  /// @param vocabulary tokens there are
  Workbench(int vocabulary, Wording wording) {
    this.wording = wording;
    this.mask = new Mask(vocabulary);
    this.logits = new float[vocabulary];
  }

  Ranking ranking() {
    return ranking;
  }

  Shares shares() {
    return shares;
  }

  Mask mask() {
    return mask;
  }

  /// Finds what may come next under constraints.
  Masks masks() {
    if (masks.isEmpty()) {
      masks = Optional.of(new Masks(wording.table()));
    }
    return masks.get();
  }

  /// A copy of a row, free to be changed until the next is asked for.
  float[] copy(Grid rows, int row) {
    System.arraycopy(rows.values(), row * logits.length, logits, 0, logits.length);
    return logits;
  }
}
