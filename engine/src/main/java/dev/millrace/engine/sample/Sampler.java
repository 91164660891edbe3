package dev.millrace.engine.sample;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Chooses the tokens of one sequence. In this order: bias; the penalty on repetition, then those
/// on frequency and presence; the mask; temperature; the `topK` likeliest; of those the likeliest
/// that reach `topP`, their probabilities taken to sum to 1; of those the ones that reach `minP` of
/// the likeliest; the draw. The same seed and logits give the same tokens.
public final class Sampler {
  private final Preferences preferences;
  private final OptionalInt alternatives;
  private final Chance chance;
  private final Counts said = new Counts();
  private final BitSet seen = new BitSet();
  private final Picked picked = new Picked();
  private final int[] biased;
  private final float[] biases;

  /// A sampler at the beginning of its sequence.
  ///
  /// @param prompt counts for the penalty on repetition
  /// @param alternatives how many of the likeliest tokens to tell of at each place; absent: not
  ///     even the likelihood of the chosen one
  public Sampler(Preferences preferences, int[] prompt, long seed, OptionalInt alternatives) {
    this.preferences = preferences;
    this.alternatives = alternatives;
    this.chance = new Chance(seed);
    Map<Integer, Double> bias = preferences.bias();
    biased = bias.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
    biases = new float[biased.length];
    for (int at = 0; at < biased.length; at++) {
      biases[at] = bias.getOrDefault(biased[at], 0.0).floatValue();
    }
    for (int token : prompt) {
      see(token);
    }
  }

  /// Chooses the next token, which counts as said from now on.
  ///
  /// @param logits changed by this
  /// @param mask what may be chosen, whatever bias and penalties say
  /// @throws IllegalArgumentException when no logit is a number
  public Drawn draw(float[] logits, Ranking ranking, Shares shares, Mask mask) {
    Optional<Odds> odds = odds(logits, ranking);
    bias(logits);
    penalise(logits);
    mask.apply(logits);
    int token = preferences.temperature() == 0 ? likeliest(logits) : drawn(logits, ranking, shares);
    say(token);
    return new Drawn(token, odds.map(all -> all.of(token)));
  }

  /// Takes a token that there was no choice about. Counts as said from now on.
  public void say(int token) {
    see(token);
    if (countsSaid()) {
      said.add(token);
    }
  }

  private void see(int token) {
    if (preferences.repetition() != 1) {
      seen.set(token);
    }
  }

  private boolean countsSaid() {
    return preferences.frequency() != 0 || preferences.presence() != 0;
  }

  private Optional<Odds> odds(float[] logits, Ranking ranking) {
    return alternatives.isPresent()
        ? Optional.of(Odds.of(logits, ranking, alternatives.getAsInt()))
        : Optional.empty();
  }

  /// How often each token was said, in the order in which they were first.
  private static final class Counts {
    private int[] tokens = new int[16];
    private int[] times = {};
    private int size;

    void add(int token) {
      if (token >= times.length) {
        times = Arrays.copyOf(times, Math.max(token + 1, 2 * times.length));
      }
      if (times[token]++ > 0) {
        return;
      }
      if (size == tokens.length) {
        tokens = Arrays.copyOf(tokens, 2 * size);
      }
      tokens[size++] = token;
    }
  }

  private void bias(float[] logits) {
    for (int at = 0; at < biased.length; at++) {
      logits[biased[at]] += biases[at];
    }
  }

  private void penalise(float[] logits) {
    double repetition = preferences.repetition();
    if (repetition != 1) {
      for (int token = seen.nextSetBit(0); token >= 0; token = seen.nextSetBit(token + 1)) {
        double logit = logits[token];
        logits[token] = (float) (logit > 0 ? logit / repetition : logit * repetition);
      }
    }
    for (int at = 0; at < said.size; at++) {
      int token = said.tokens[at];
      double frequency = preferences.frequency() * said.times[token];
      logits[token] -= (float) (frequency + preferences.presence());
    }
  }

  static int likeliest(float[] logits) {
    int best = -1;
    float most = Float.NEGATIVE_INFINITY;
    for (int token = 0; token < logits.length; token++) {
      if (logits[token] > most) {
        most = logits[token];
        best = token;
      }
    }
    if (best < 0) {
      throw new IllegalArgumentException("no logit is a number");
    }
    return best;
  }

  private int drawn(float[] logits, Ranking ranking, Shares shares) {
    int best = likeliest(logits);
    if (logits[best] == Float.POSITIVE_INFINITY) {
      return best;
    }
    float[] weights = shares.of(logits, logits[best], preferences.temperature());
    if (preferences.topK() == 0 && preferences.topP() >= 1 && preferences.minP() == 0) {
      return drawnFromAll(weights);
    }
    ranking.start(logits);
    return drawnFromBest(weights, ranking);
  }

  private int drawnFromAll(float[] weights) {
    double rest = chance.next() * sum(weights);
    int last = -1;
    for (int token = 0; token < weights.length; token++) {
      if (weights[token] > 0) {
        last = token;
        rest -= weights[token];
        if (rest < 0) {
          return token;
        }
      }
    }
    return last;
  }

  private int drawnFromBest(float[] weights, Ranking ranking) {
    picked.clear();
    int most = preferences.topK() == 0 ? ranking.size() : preferences.topK();
    boolean limited = preferences.topK() > 0;
    double reach = limited ? Double.POSITIVE_INFINITY : reach(weights);
    while (picked.size < most && ranking.size() > 0 && picked.sum < reach) {
      int token = ranking.next();
      float weight = weights[token];
      if (picked.size > 0 && (weight == 0 || (!limited && weight < preferences.minP()))) {
        break;
      }
      picked.add(token, weight);
    }
    picked.keep(limited ? preferences.topP() : 1, preferences.minP());
    return picked.at(chance.next());
  }

  /// The weight that the tokens of `topP` have together.
  private double reach(float[] weights) {
    return preferences.topP() < 1 ? preferences.topP() * sum(weights) : Double.POSITIVE_INFINITY;
  }

  /// Four sums side by side, so that one addition need not wait for the one before.
  private static double sum(float[] weights) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int token = 0;
    for (; token + 4 <= weights.length; token += 4) {
      sum0 += weights[token];
      sum1 += weights[token + 1];
      sum2 += weights[token + 2];
      sum3 += weights[token + 3];
    }
    for (; token < weights.length; token++) {
      sum0 += weights[token];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }
}
