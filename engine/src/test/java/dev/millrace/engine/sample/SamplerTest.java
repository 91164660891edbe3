package dev.millrace.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.engine.tensor.KernelChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SamplerTest {
  private static final int[] NO_PROMPT = {};
  private static final float[] LOGITS = {0, 1, 2, 3};
  private static final Mask FREE = new Mask(4);

  private final Ranking ranking = new Ranking();
  private final Shares shares = new Shares(KernelChoice.BEST.maker().get());

  @Test
  void atTemperatureZeroTheLikeliestTokenIsTaken() {
    assertThat(draw(greedy(), 1, 5, 2)).isEqualTo(1);
  }

  @Test
  void ofEqualsTheLowestIsTaken() {
    assertThat(draw(greedy(), 1, 5, 5)).isEqualTo(1);
  }

  @Test
  void whatIsNoNumberIsNeverTaken() {
    assertThat(draw(greedy(), Float.NaN, 1, Float.NEGATIVE_INFINITY)).isEqualTo(1);
    for (long seed = 0; seed < 50; seed++) {
      assertThat(
              sampler(Preferences.NEUTRAL, seed)
                  .draw(row(Float.NaN, 1), ranking, shares, FREE)
                  .token())
          .isEqualTo(1);
    }
    assertThatThrownBy(() -> draw(Preferences.NEUTRAL, Float.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsInfinitelyLikelyIsTaken() {
    assertThat(draw(Preferences.NEUTRAL, 1, Float.POSITIVE_INFINITY, 2)).isEqualTo(1);
  }

  @Test
  void theSmallestTemperatureTakesTheLikeliest() {
    var smallest = new Preferences(Double.MIN_VALUE, 0, 1, 0, 1, 0, 0, Map.of());
    assertThat(drawn(smallest)).containsOnly(3);
  }

  @Test
  void whatIsMaskedIsNeverTakenHoweverHotItIs() {
    var hottest = new Preferences(1e30, 0, 1, 0, 1, 0, 0, Map.of());
    var mask = new Mask(40);
    mask.forbid(20);
    var sampler = sampler(hottest, 3);
    assertThat(
            IntStream.range(0, 2000)
                .map(_ -> sampler.draw(new float[40], ranking, shares, mask).token()))
        .doesNotContain(20)
        .contains(0, 19, 21, 39);
  }

  @Test
  void tokensAreDrawnAsOftenAsTheyAreLikely() {
    double[] shares = shares(Preferences.NEUTRAL);
    double sum = Math.exp(0) + Math.exp(1) + Math.exp(2) + Math.exp(3);
    for (int token = 0; token < 4; token++) {
      assertThat(shares[token]).isCloseTo(Math.exp(token) / sum, within(0.02));
    }
  }

  @Test
  void aHigherTemperatureMakesUnlikelyTokensLikelier() {
    double[] shares = shares(new Preferences(2, 0, 1, 0, 1, 0, 0, Map.of()));
    double sum = Math.exp(0) + Math.exp(0.5) + Math.exp(1) + Math.exp(1.5);
    assertThat(shares[0]).isCloseTo(1 / sum, within(0.02));
  }

  @Test
  void topKKeepsSoMany() {
    double[] shares = shares(new Preferences(1, 2, 1, 0, 1, 0, 0, Map.of()));
    assertThat(shares[0]).isZero();
    assertThat(shares[1]).isZero();
    assertThat(shares[2]).isCloseTo(1 / (1 + Math.E), within(0.02));
  }

  @Test
  void topPKeepsTheFewestThatReachIt() {
    assertThat(drawn(new Preferences(1, 0, 0.6, 0, 1, 0, 0, Map.of()))).containsOnly(3);
    assertThat(drawn(new Preferences(1, 0, 0.65, 0, 1, 0, 0, Map.of()))).containsOnly(2, 3);
    assertThat(drawn(new Preferences(1, 0, 0.96, 0, 1, 0, 0, Map.of()))).containsOnly(1, 2, 3);
  }

  @Test
  void topPCountsWhatTopKLeft() {
    assertThat(drawn(new Preferences(1, 2, 0.7, 0, 1, 0, 0, Map.of()))).containsOnly(3);
    assertThat(drawn(new Preferences(1, 2, 0.75, 0, 1, 0, 0, Map.of()))).containsOnly(2, 3);
  }

  @Test
  void minPKeepsWhatIsLikelyEnoughBesideTheLikeliest() {
    assertThat(drawn(new Preferences(1, 0, 1, 0.2, 1, 0, 0, Map.of()))).containsOnly(2, 3);
    assertThat(drawn(new Preferences(1, 0, 1, 0.1, 1, 0, 0, Map.of()))).containsOnly(1, 2, 3);
    assertThat(drawn(new Preferences(1, 3, 1, 0.2, 1, 0, 0, Map.of()))).containsOnly(2, 3);
  }

  @Test
  void biasIsAddedFirst() {
    var preferences = new Preferences(0, 0, 1, 0, 1, 0, 0, Map.of(0, 100.0, 3, -100.0));
    assertThat(draw(preferences, LOGITS)).isZero();
  }

  @Test
  void repetitionOfPromptAndAnswerIsPenalised() {
    var preferences = new Preferences(0, 0, 1, 0, 2, 0, 0, Map.of());
    var sampler = new Sampler(preferences, new int[] {3}, 1, OptionalInt.empty());
    assertThat(sampler.draw(row(-9, -9, 2, 3), ranking, shares, FREE).token()).isEqualTo(2);
    assertThat(sampler.draw(row(-9, -9, 2, 3), ranking, shares, FREE).token()).isEqualTo(3);
    assertThat(sampler.draw(row(-4, -3, -2, -2), ranking, shares, FREE).token()).isEqualTo(1);
  }

  @Test
  void frequencyAndPresenceOfTheAnswerAlonePenalise() {
    var frequency = new Preferences(0, 0, 1, 0, 1, 1, 0, Map.of());
    var sampler = new Sampler(frequency, new int[] {1}, 1, OptionalInt.empty());
    assertThat(
            IntStream.range(0, 5)
                .map(_ -> sampler.draw(row(0, 2.5f), ranking, shares, FREE).token()))
        .containsExactly(1, 1, 1, 0, 1);
    var presence = new Preferences(0, 0, 1, 0, 1, 0, 1, Map.of());
    var other = new Sampler(presence, new int[] {1}, 1, OptionalInt.empty());
    assertThat(
            IntStream.range(0, 4).map(_ -> other.draw(row(0, 0.5f), ranking, shares, FREE).token()))
        .containsExactly(1, 0, 1, 1);
  }

  @Test
  void theSameSeedGivesTheSameTokens() {
    assertThat(tokens(7)).isEqualTo(tokens(7)).isNotEqualTo(tokens(8));
  }

  @Test
  void seedsGiveTheSameNumbersOnEveryMachine() {
    assertThat(tokens(7)).startsWith(3, 2, 3, 3, 3, 2);
  }

  @Test
  void likelihoodsAreTheModelsOwn() {
    var preferences = new Preferences(0.1, 1, 0.1, 0, 3, 0, 0, Map.of(0, 100.0));
    var sampler = new Sampler(preferences, new int[] {3}, 1, OptionalInt.of(2));
    var drawn = sampler.draw(LOGITS.clone(), ranking, shares, FREE);
    double sum = Math.log(Math.exp(0) + Math.exp(1) + Math.exp(2) + Math.exp(3));
    assertThat(drawn.token()).isZero();
    Likelihood likelihood = drawn.likelihood().orElseThrow();
    assertThat(likelihood.logprob()).isCloseTo(-sum, within(1e-6));
    assertThat(likelihood.top()).extracting(Likelihood.Alternative::token).containsExactly(3, 2);
    assertThat(likelihood.top().getFirst().logprob()).isCloseTo(3 - sum, within(1e-6));
  }

  @Test
  void rankingGivesWhatSortingWouldGive() {
    for (int seed = 0; seed < 50; seed++) {
      var random = new Random(seed);
      var scores = new float[200];
      for (int at = 0; at < scores.length; at++) {
        scores[at] = random.nextInt(40);
      }
      ranking.start(scores);
      var ranked = new ArrayList<Integer>();
      while (ranking.size() > 0) {
        ranked.add(ranking.next());
      }
      var sorted = new ArrayList<>(IntStream.range(0, scores.length).boxed().toList());
      sorted.sort((one, two) -> Float.compare(scores[two], scores[one]));
      assertThat(ranked).as("seed " + seed).isEqualTo(sorted);
    }
  }

  private int draw(Preferences preferences, float... logits) {
    return sampler(preferences, 1).draw(logits.clone(), ranking, shares, FREE).token();
  }

  private List<Integer> drawn(Preferences preferences) {
    var sampler = sampler(preferences, 11);
    return IntStream.range(0, 500)
        .mapToObj(_ -> sampler.draw(LOGITS.clone(), ranking, shares, FREE).token())
        .toList();
  }

  private double[] shares(Preferences preferences) {
    var sampler = sampler(preferences, 11);
    var parts = new double[LOGITS.length];
    for (int at = 0; at < 10_000; at++) {
      parts[sampler.draw(LOGITS.clone(), ranking, shares, FREE).token()] += 1e-4;
    }
    return parts;
  }

  private List<Integer> tokens(long seed) {
    var sampler = sampler(Preferences.NEUTRAL, seed);
    return IntStream.range(0, 40)
        .mapToObj(_ -> sampler.draw(LOGITS.clone(), ranking, shares, FREE).token())
        .toList();
  }

  private static Sampler sampler(Preferences preferences, long seed) {
    return new Sampler(preferences, NO_PROMPT, seed, OptionalInt.empty());
  }

  private static Preferences greedy() {
    return new Preferences(0, 0, 1, 0, 1, 0, 0, Map.of());
  }

  private static float[] row(float... values) {
    return values;
  }
}
