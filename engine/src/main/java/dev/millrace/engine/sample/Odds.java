package dev.millrace.engine.sample;

import java.util.ArrayList;
import java.util.List;

/// How likely the model itself holds its tokens at one place: natural logarithms of the probabilities
/// of its own distribution.
public final class Odds {
  private final float[] logits;
  private final double sum;
  private final List<Likelihood.Alternative> top;

  private Odds(float[] logits, double sum, List<Likelihood.Alternative> top) {
    this.logits = logits;
    this.sum = sum;
    this.top = top;
  }

  /// The odds under some logits.
  ///
  /// @param logits not changed, and not kept
  /// @param count how many of the likeliest tokens to tell of
  public static Odds of(float[] logits, Ranking ranking, int count) {
    double sum = logSum(logits);
    var top = new ArrayList<Likelihood.Alternative>();
    ranking.start(logits);
    while (top.size() < count && ranking.size() > 0) {
      int token = ranking.next();
      top.add(new Likelihood.Alternative(token, Math.min(0, logits[token] - sum)));
    }
    return new Odds(logits.clone(), sum, top);
  }

  /// Those of one token.
  public Likelihood of(int token) {
    return new Likelihood(Math.min(0, logits[token] - sum), top);
  }

  private static double logSum(float[] logits) {
    double best = logits[Sampler.likeliest(logits)];
    double sum = 0;
    for (float logit : logits) {
      sum += Float.isNaN(logit) ? 0 : Math.exp(logit - best);
    }
    return best + Math.log(sum);
  }
}
