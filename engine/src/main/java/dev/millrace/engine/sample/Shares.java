package dev.millrace.engine.sample;

import dev.millrace.engine.tensor.Kernels;

/// How likely tokens are beside the likeliest of them. For one thread; keeps its memory from use to
/// use.
public final class Shares {
  private final Kernels kernels;
  private float[] values = {};

  /// @param kernels those of the thread that uses it
  public Shares(Kernels kernels) {
    this.kernels = kernels;
  }

  /// Of each token its probability divided by that of the likeliest, 0 to 1; good until the next
  /// call. A token whose logit is no number has none, nor one that is less likely by e^87.
  ///
  /// @param best the largest logit, finite
  /// @param temperature more than 0
  float[] of(float[] logits, float best, double temperature) {
    if (values.length != logits.length) {
      values = new float[logits.length];
    }
    float scale = (float) Math.min(1 / temperature, Float.MAX_VALUE);
    kernels.weigh(logits, best, scale, values);
    return values;
  }
}
