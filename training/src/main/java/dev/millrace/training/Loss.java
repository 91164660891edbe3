package dev.millrace.training;

/// Cross-entropy of the next token, and which token each row favours.
final class Loss {
  /// @param sum the loss of all rows together, in nats
  /// @param best the most likely token of each row
  record Result(double sum, int[] best) {}

  private final Parallel parallel;
  private final int vocabulary;

  Loss(Parallel parallel, int vocabulary) {
    this.parallel = parallel;
    this.vocabulary = vocabulary;
  }

  /// Measures the rows of logits and turns them into the gradient of the mean loss.
  Result apply(float[] logits, int[] expected) {
    var losses = new double[expected.length];
    var best = new int[expected.length];
    parallel.ranges(
        expected.length,
        1,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            int at = row * vocabulary;
            best[row] = largest(logits, at);
            float chance =
                soften(logits, at, logits[at + best[row]], expected[row], 1f / expected.length);
            losses[row] = -StrictMath.log(Math.max(chance, 1e-30f));
          }
        });
    double sum = 0;
    for (double loss : losses) {
      sum += loss;
    }
    return new Result(sum, best);
  }

  private int largest(float[] logits, int at) {
    int best = 0;
    for (int i = 1; i < vocabulary; i++) {
      if (logits[at + i] > logits[at + best]) {
        best = i;
      }
    }
    return best;
  }

  private float soften(float[] logits, int at, float highest, int expected, float share) {
    var total = Lanes.zero();
    for (int i = 0; i < vocabulary; i += Lanes.WIDTH) {
      var power = Lanes.exp(Lanes.load(logits, at + i).sub(highest));
      total = total.add(power);
      power.intoArray(logits, at + i);
    }
    float sum = Lanes.sum(total);
    float chance = logits[at + expected] / sum;
    for (int i = 0; i < vocabulary; i += Lanes.WIDTH) {
      Lanes.load(logits, at + i).mul(share / sum).intoArray(logits, at + i);
    }
    logits[at + expected] -= share;
    return chance;
  }
}
