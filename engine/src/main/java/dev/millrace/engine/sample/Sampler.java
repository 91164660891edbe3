package dev.millrace.engine.sample;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Chooses the tokens of one sequence. In this order: bias; the penalty on repetition, then those
/// on frequency and presence; temperature; the `topK` likeliest; of those the likeliest that reach
/// `topP`, their probabilities taken to sum to 1; of those the ones that reach `minP` of the
/// likeliest; the draw. The same seed and logits give the same tokens.
public final class Sampler {
  private final Preferences preferences;
  private final OptionalInt alternatives;
  private final Chance chance;
  private final BitSet seen = new BitSet();
  private final Map<Integer, Integer> said = new HashMap<>();

  /// A sampler at the beginning of its sequence.
  ///
  /// @param prompt counts for the penalty on repetition
  /// @param alternatives how many of the likeliest tokens to tell of at each place; absent: not
  ///     even the likelihood of the chosen one
  public Sampler(Preferences preferences, int[] prompt, long seed, OptionalInt alternatives) {
    this.preferences = preferences;
    this.alternatives = alternatives;
    this.chance = new Chance(seed);
    for (int token : prompt) {
      seen.set(token);
    }
  }

  /// Chooses the next token, which counts as said from now on.
  ///
  /// @param logits changed by this
  /// @throws IllegalArgumentException when no logit is a number
  public Drawn draw(float[] logits, Ranking ranking) {
    Optional<Odds> odds =
        alternatives.isPresent()
            ? Optional.of(Odds.of(logits, ranking, alternatives.getAsInt()))
            : Optional.empty();
    bias(logits);
    penalise(logits);
    int token = preferences.temperature() == 0 ? likeliest(logits) : drawn(logits, ranking);
    seen.set(token);
    said.merge(token, 1, Integer::sum);
    return new Drawn(token, odds.map(all -> all.of(token)));
  }

  /// The model's own distribution at one place.
  private record Odds(Copy logits, double sum, List<Likelihood.Alternative> top) {
    static Odds of(float[] logits, Ranking ranking, int count) {
      double sum = logSum(logits);
      var top = new ArrayList<Likelihood.Alternative>();
      ranking.start(logits);
      while (top.size() < count && ranking.size() > 0) {
        int token = ranking.next();
        top.add(new Likelihood.Alternative(token, Math.min(0, logits[token] - sum)));
      }
      return new Odds(new Copy(logits), sum, top);
    }

    Likelihood of(int token) {
      return new Likelihood(Math.min(0, logits.values[token] - sum), top);
    }
  }

  private static final class Copy {
    private final float[] values;

    Copy(float[] values) {
      this.values = values.clone();
    }
  }

  private void bias(float[] logits) {
    preferences.bias().forEach((token, bias) -> logits[token] += bias.floatValue());
  }

  private void penalise(float[] logits) {
    double repetition = preferences.repetition();
    if (repetition != 1) {
      for (int token = seen.nextSetBit(0); token >= 0; token = seen.nextSetBit(token + 1)) {
        double logit = logits[token];
        logits[token] = (float) (logit > 0 ? logit / repetition : logit * repetition);
      }
    }
    if (preferences.frequency() != 0 || preferences.presence() != 0) {
      said.forEach((token, times) ->
          logits[token] -= (float) (preferences.frequency() * times + preferences.presence()));
    }
  }

  private static int likeliest(float[] logits) {
    int best = -1;
    for (int token = 0; token < logits.length; token++) {
      if (logits[token] > (best < 0 ? Float.NEGATIVE_INFINITY : logits[best])) {
        best = token;
      }
    }
    if (best < 0) {
      throw new IllegalArgumentException("no logit is a number");
    }
    return best;
  }

  private int drawn(float[] logits, Ranking ranking) {
    boolean all = preferences.topK() == 0 && preferences.topP() >= 1 && preferences.minP() == 0;
    return all ? drawnFromAll(logits) : drawnFromBest(logits, ranking);
  }

  private int drawnFromAll(float[] logits) {
    float best = logits[likeliest(logits)];
    double rest = chance.next() * total(logits, best);
    int last = -1;
    for (int token = 0; token < logits.length; token++) {
      double weight = weight(logits[token], best);
      if (weight > 0) {
        last = token;
        rest -= weight;
        if (rest < 0) {
          return token;
        }
      }
    }
    return last;
  }

  private int drawnFromBest(float[] logits, Ranking ranking) {
    float best = logits[likeliest(logits)];
    ranking.start(logits);
    var tokens = new Picked();
    int most = preferences.topK() == 0 ? ranking.size() : preferences.topK();
    double reach = preferences.topP() * total(logits, best);
    boolean limited = preferences.topK() > 0;
    while (tokens.size < most
        && ranking.size() > 0
        && (limited || preferences.topP() >= 1 || tokens.sum < reach)) {
      int token = ranking.next();
      double weight = weight(logits[token], best);
      if (tokens.size > 0 && (weight == 0 || (!limited && weight < preferences.minP()))) {
        break;
      }
      tokens.add(token, weight);
    }
    tokens.keep(limited ? preferences.topP() : 1, preferences.minP());
    return tokens.at(chance.next());
  }

  private double total(float[] logits, float best) {
    double total = 0;
    for (float logit : logits) {
      total += weight(logit, best);
    }
    return total;
  }

  /// The probability of a token relative to that of the likeliest, 0 to 1.
  private double weight(float logit, float best) {
    double difference = ((double) logit - best) / preferences.temperature();
    return Double.isNaN(difference) ? (logit == best ? 1 : 0) : Math.exp(difference);
  }

  private static double logSum(float[] logits) {
    double best = logits[likeliest(logits)];
    double sum = 0;
    for (float logit : logits) {
      sum += Float.isNaN(logit) ? 0 : Math.exp(logit - best);
    }
    return best + Math.log(sum);
  }
}
