package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The gradient that the way back computes is the slope that small steps measure.
final class GradientTest {
  private static final Shape SMALL = new Shape(64, 64, 2, 96);

  private final Model model = new Model(SMALL, 3);
  private final Batch batch = batch(new Chance(5));

  private static Batch batch(Chance chance) {
    var tokens = IntStream.range(0, 50).map(_ -> chance.below(64)).toArray();
    int[] starts = {0, 13, 50};
    var scored = IntStream.range(0, 49).filter(i -> i != 12 && i % 2 == 0).toArray();
    return new Batch(
        tokens, starts, scored, IntStream.of(scored).map(i -> tokens[i + 1]).toArray());
  }

  @Test
  void everyParameterHasTheSlopeThatSmallStepsMeasure() {
    try (var parallel = new Parallel(2)) {
      var pass = new Pass(model, 64, parallel);
      pass.train(batch);
      var chance = new Chance(9);
      for (var parameter : model.parameters()) {
        int index =
            parameter == model.embedding
                ? batch.tokens()[3] * 64 + 5
                : chance.below(parameter.value.length);
        double measured = measured(pass, parameter, index);
        assertThat((double) parameter.gradient[index])
            .isCloseTo(measured, within(2e-4 + 0.01 * Math.abs(measured)));
      }
    }
  }

  private double measured(Pass pass, Parameter parameter, int index) {
    float kept = parameter.value[index];
    parameter.value[index] = kept + 0.01f;
    double above = pass.measure(batch).sum();
    parameter.value[index] = kept - 0.01f;
    double below = pass.measure(batch).sum();
    parameter.value[index] = kept;
    return (above - below) / 0.02 / batch.scored().length;
  }

  @Test
  void theNumberOfThreadsChangesNoBit() {
    assertThat(trained(1)).containsExactly(trained(3));
  }

  private float[] trained(int threads) {
    try (var parallel = new Parallel(threads)) {
      var fresh = new Model(SMALL, 3);
      var pass = new Pass(fresh, 64, parallel);
      var optimiser = new AdamW(fresh.parameters(), parallel);
      for (int step = 1; step <= 5; step++) {
        pass.train(batch);
        optimiser.step(step, 1e-3f);
      }
      return fresh.embedding.value;
    }
  }

  @Test
  void aConversationSeesNothingOfItsNeighbours() {
    try (var parallel = new Parallel(2)) {
      var pass = new Pass(model, 64, parallel);
      int[] changed = batch.tokens().clone();
      changed[0] = (changed[0] + 1) % 64;
      var other = new Batch(changed, batch.starts(), new int[] {20}, new int[] {changed[21]});
      var same = new Batch(batch.tokens(), batch.starts(), new int[] {20}, new int[] {changed[21]});
      assertThat(pass.measure(other).sum()).isEqualTo(pass.measure(same).sum());
    }
  }
}
