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
  public Drawn draw(float[] logits, Ranking ranking, Mask mask) {
    Optional<Odds> odds = odds(logits, ranking);
    bias(logits);
    penalise(logits);
    mask.apply(logits);
    int token = preferences.temperature() == 0 ? likeliest(logits) : drawn(logits, ranking);
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
    return all ? drawnFromAll(logits, ranking) : drawnFromBest(logits, ranking);
  }

  private int drawnFromAll(float[] logits, Ranking ranking) {
    float best = logits[likeliest(logits)];
    double[] weights = ranking.scratch(logits.length);
    double total = 0;
    for (int token = 0; token < logits.length; token++) {
      weights[token] = weight(logits[token], best);
      total += weights[token];
    }
    double rest = chance.next() * total;
    int last = -1;
    for (int token = 0; token < logits.length; token++) {
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

  private int drawnFromBest(float[] logits, Ranking ranking) {
    float best = logits[likeliest(logits)];
    ranking.start(logits);
    picked.clear();
    int most = preferences.topK() == 0 ? ranking.size() : preferences.topK();
    boolean limited = preferences.topK() > 0;
    double reach = limited ? Double.POSITIVE_INFINITY : reach(logits, best);
    while (picked.size < most && ranking.size() > 0 && picked.sum < reach) {
      int token = ranking.next();
      double weight = weight(logits[token], best);
      if (picked.size > 0 && (weight == 0 || (!limited && weight < preferences.minP()))) {
        break;
      }
      picked.add(token, weight);
    }
    picked.keep(limited ? preferences.topP() : 1, preferences.minP());
    return picked.at(chance.next());
  }

  /// The weight that the tokens of `topP` have together.
  private double reach(float[] logits, float best) {
    return preferences.topP() < 1
        ? preferences.topP() * total(logits, best)
        : Double.POSITIVE_INFINITY;
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
    if (logit == Float.NEGATIVE_INFINITY) {
      return 0;
    }
    double difference = ((double) logit - best) / preferences.temperature();
    return Double.isNaN(difference) ? (logit == best ? 1 : 0) : Math.exp(difference);
  }
}
