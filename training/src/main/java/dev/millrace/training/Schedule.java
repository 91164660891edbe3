package dev.millrace.training;

/// The learning rate over a run. It warms up, stays, and falls along a cosine; then it rises once more, less high, and
/// falls again, for the conversations of the last stage.
///
/// @param first how many steps the first fall ends after
/// @param steps how many steps the run has, at least `first`
record Schedule(int first, int steps) {
  private static final int WARM_UP = 200;
  private static final float PEAK = 1.5e-3f;
  private static final double FALL = 0.4;
  private static final double SECOND_PEAK = 0.6;
  private static final double LEAST = 0.03;

  /// The learning rate of a step, the first being 1.
  float rate(int step) {
    if (step <= WARM_UP) {
      return PEAK * step / WARM_UP;
    }
    if (step <= first) {
      double way = Math.max(0, step - first * (1 - FALL)) / (first * FALL);
      return (float) (PEAK * (LEAST + (1 - LEAST) * cosine(way)));
    }
    double rise = Math.min(1, (double) (step - first) / WARM_UP);
    double way = (double) (step - first) / (steps - first);
    return (float) (PEAK * SECOND_PEAK * rise * (LEAST + (1 - LEAST) * cosine(way)));
  }

  /// From 1 at 0 to 0 at 1.
  private static double cosine(double way) {
    return 0.5 * (1 + StrictMath.cos(StrictMath.PI * way));
  }
}
