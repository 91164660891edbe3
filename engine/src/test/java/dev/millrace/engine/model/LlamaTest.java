package dev.millrace.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.engine.gguf.GgufWriter.Format;
import dev.millrace.engine.tensor.KernelChoice;
import dev.millrace.engine.tensor.Team;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class LlamaTest {
  private static final RandomLlama SMALL = new RandomLlama(Format.Q8_0, 2, 64, 96, 4, 2, true);

  @TempDir Path folder;

  private static int[] tokens(int count, long seed) {
    return new Random(seed).ints(count, 0, RandomLlama.VOCABULARY).toArray();
  }

  private Forward load(RandomLlama model, int threads, KernelChoice choice) throws IOException {
    return Models.load(model.file(folder), new Team(threads, choice));
  }

  static Stream<Arguments> models() {
    return Stream.of(
            new RandomLlama(Format.F32, 1, 40, 50, 2, 1, false),
            new RandomLlama(Format.F32, 3, 64, 33, 4, 4, true),
            new RandomLlama(Format.F16, 2, 36, 77, 3, 1, true),
            new RandomLlama(Format.F16, 2, 128, 160, 2, 1, false),
            new RandomLlama(Format.Q8_0, 2, 96, 128, 4, 2, false),
            new RandomLlama(Format.Q8_0, 3, 64, 96, 8, 2, true))
        .flatMap(model ->
            Stream.of(
                Arguments.of(model, KernelChoice.PLAIN), Arguments.of(model, KernelChoice.VECTOR)));
  }

  /// A prompt at once, then token by token, against doubles; the lengths cross the borders of pages and tiles.
  @ParameterizedTest
  @MethodSource("models")
  void logitsAgreeWithTheReference(RandomLlama model, KernelChoice choice) throws IOException {
    var tokens = tokens(75, 1);
    try (var forward = load(model, 2, choice);
        var file = model.file(folder)) {
      var expected = new ReferenceLlama(file).logits(tokens);
      var cache = forward.cache(RandomLlama.CONTEXT);
      assertClose(run(forward, cache, Arrays.copyOf(tokens, 61)), expected[60]);
      for (int t = 61; t < tokens.length; t++) {
        assertClose(run(forward, cache, tokens[t]), expected[t]);
      }
      assertThat(cache.length()).isEqualTo(75);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void statesAgreeWithTheReferenceHoweverTheyAreCut(RandomLlama model, KernelChoice choice)
      throws IOException {
    var tokens = tokens(70, 3);
    try (var forward = load(model, 2, choice);
        var file = model.file(folder)) {
      var expected = new ReferenceLlama(file).states(tokens);
      var cache = forward.cache(70);
      for (int from = 0; from < tokens.length; from += 35) {
        var slice = new Slice(cache, Arrays.copyOfRange(tokens, from, from + 35), false);
        var states = forward.states(slice);
        for (int row = 0; row < 35; row++) {
          int at = row * model.width();
          assertClose(
              Arrays.copyOfRange(states.values(), at, at + model.width()), expected[from + row]);
        }
      }
    }
  }

  private static float[] run(Forward forward, Cache cache, int... tokens) {
    return runAll(forward, List.of(new Slice(cache, tokens, true))).getFirst();
  }

  /// A copy of every row of logits.
  private static List<float[]> runAll(Forward forward, List<Slice> batch) {
    var logits = forward.run(batch);
    return IntStream.range(0, logits.rows())
        .mapToObj(row -> logits.row(row))
        .map(row -> Arrays.copyOfRange(row.values(), row.at(), row.at() + row.length()))
        .toList();
  }

  private static void assertClose(float[] logits, double[] expected) {
    assertThat(logits).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) logits[i]).as("logit %d", i).isCloseTo(expected[i], Offset.offset(1e-3));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aSequenceIsTheSameHoweverItIsCut(RandomLlama model, KernelChoice choice) throws IOException {
    var tokens = tokens(70, 2);
    try (var forward = load(model, 1, choice)) {
      var whole = run(forward, forward.cache(70), tokens);
      for (int chunk : new int[] {1, 3, 7, 64, 69}) {
        var cache = forward.cache(70);
        var last = new float[0];
        for (int from = 0; from < tokens.length; from += chunk) {
          int to = Math.min(tokens.length, from + chunk);
          var slice = new Slice(cache, Arrays.copyOfRange(tokens, from, to), to == tokens.length);
          var rows = runAll(forward, List.of(slice));
          last = rows.isEmpty() ? last : rows.getFirst();
        }
        assertThat(last).as("chunks of %d", chunk).isEqualTo(whole);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aRowComesOutTheSameAloneAndInABatch(RandomLlama model, KernelChoice choice)
      throws IOException {
    try (var forward = load(model, 2, choice)) {
      var alone = new ArrayList<float[]>();
      var batch = new ArrayList<Slice>();
      for (int i = 0; i < 7; i++) {
        var tokens = tokens(i == 3 ? 66 : 1 + i, i);
        alone.add(run(forward, forward.cache(100), tokens));
        batch.add(new Slice(forward.cache(100), tokens, true));
      }
      var together = runAll(forward, batch);
      for (int i = 0; i < alone.size(); i++) {
        assertThat(together.get(i)).as("slice %d", i).isEqualTo(alone.get(i));
      }
    }
  }

  @Test
  void theNumberOfThreadsChangesNothing() throws IOException {
    var tokens = tokens(20, 3);
    try (var one = load(SMALL, 1, KernelChoice.VECTOR)) {
      var expected = run(one, one.cache(20), tokens);
      try (var five = load(SMALL, 5, KernelChoice.VECTOR)) {
        assertThat(run(five, five.cache(20), tokens)).isEqualTo(expected);
      }
    }
  }

  @Test
  void aTruncatedCacheGoesOnAsIfItHadNeverHeldMore() throws IOException {
    try (var forward = load(SMALL, 1, KernelChoice.BEST)) {
      var cache = forward.cache(200);
      run(forward, cache, tokens(150, 4));
      assertThat(cache.bytes()).isEqualTo(3 * forward.pageBytes());
      cache.truncate(0);
      assertThat(cache.bytes()).isZero();
      run(forward, cache, tokens(90, 5));
      cache.truncate(30);
      assertThat(cache.bytes()).isEqualTo(forward.pageBytes());
      var again = run(forward, cache, tokens(8, 6));
      var fresh = forward.cache(200);
      run(forward, fresh, Arrays.copyOf(tokens(90, 5), 30));
      assertThat(again).isEqualTo(run(forward, fresh, tokens(8, 6)));
    }
  }

  @Test
  void onlyASliceThatAsksGetsLogits() throws IOException {
    try (var forward = load(SMALL, 1, KernelChoice.BEST)) {
      var quiet = new Slice(forward.cache(9), new int[] {1, 2}, false);
      var asking = new Slice(forward.cache(9), new int[] {1, 2}, true);
      assertThat(forward.run(List.of()).rows()).isZero();
      assertThat(forward.run(List.of(quiet, asking)).rows()).isEqualTo(1);
      assertThat(quiet.cache().length()).isEqualTo(2);
    }
  }

  @Test
  void logitsCanBeHadBehindEveryToken() throws IOException {
    var tokens = tokens(70, 7);
    try (var forward = load(SMALL, 2, KernelChoice.BEST)) {
      var one = forward.cache(70);
      var expected = new ArrayList<float[]>();
      for (int token : tokens) {
        expected.add(run(forward, one, token));
      }
      var whole = new Slice(forward.cache(70)).set(tokens, 0, 70, 70);
      var other = new Slice(forward.cache(70), tokens(5, 8), true);
      assertThat(runAll(forward, List.of(other, whole)).subList(1, 71))
          .containsExactlyElementsOf(expected);
      var end = new Slice(forward.cache(70)).set(tokens, 0, 70, 3);
      assertThat(runAll(forward, List.of(end))).containsExactlyElementsOf(expected.subList(67, 70));
    }
  }

  @Test
  void forksGoOnApartFromOneAnother() throws IOException {
    var prompt = tokens(70, 9);
    try (var forward = load(SMALL, 1, KernelChoice.BEST)) {
      var cache = forward.cache(200);
      run(forward, cache, prompt);
      var fork = cache.fork();
      var third = fork.fork();
      assertThat(forward.heldPages()).isEqualTo(2);
      assertThat(fork.missing(1)).isEqualTo(1);
      assertThat(fork.missing(59)).isEqualTo(2);
      for (var one : List.of(cache, fork, third)) {
        int seed = one.equals(cache) ? 1 : one.equals(fork) ? 2 : 3;
        var alone = forward.cache(200);
        run(forward, alone, prompt);
        assertThat(run(forward, one, tokens(60, seed)))
            .isEqualTo(run(forward, alone, tokens(60, seed)));
        alone.truncate(0);
      }
      assertThat(forward.heldPages()).isEqualTo(1 + 3 * 2);
      cache.truncate(0);
      fork.truncate(0);
      assertThat(forward.heldPages()).isEqualTo(3);
      third.truncate(0);
      assertThat(forward.heldPages()).isZero();
    }
  }

  @Test
  void aCacheBeginsWithPagesOfAnother() throws IOException {
    var tokens = tokens(150, 10);
    try (var forward = load(SMALL, 1, KernelChoice.BEST)) {
      var first = forward.cache(200);
      var expected = run(forward, first, tokens);
      var pages = List.of(first.page(0), first.page(1));
      assertThatIllegalArgumentException().isThrownBy(() -> first.page(2));
      assertThatIllegalArgumentException().isThrownBy(() -> first.adopt(pages));
      first.truncate(0);
      assertThat(forward.heldPages()).isEqualTo(2);
      var second = forward.cache(200);
      second.adopt(pages);
      assertThat(second.length()).isEqualTo(128);
      assertThat(run(forward, second, Arrays.copyOfRange(tokens, 128, 150))).isEqualTo(expected);
      second.truncate(100);
      assertThat(run(forward, second, Arrays.copyOfRange(tokens, 100, 150))).isEqualTo(expected);
      var third = forward.cache(200);
      third.adopt(pages);
      assertThat(run(forward, third, Arrays.copyOfRange(tokens, 128, 150))).isEqualTo(expected);
    }
  }

  @Test
  void aBatchThatCannotRunChangesNoCache() throws IOException {
    try (var forward = load(SMALL, 1, KernelChoice.BEST);
        var other = load(SMALL, 1, KernelChoice.BEST)) {
      var cache = forward.cache(4);
      var good = new Slice(cache, new int[] {1}, false);
      for (var bad :
          List.of(
              new Slice(forward.cache(4), new int[5], false),
              new Slice(forward.cache(4), new int[] {RandomLlama.VOCABULARY}, false),
              new Slice(forward.cache(4), new int[] {-1}, false),
              new Slice(other.cache(4), new int[] {1}, false),
              good)) {
        assertThatIllegalArgumentException().isThrownBy(() -> forward.run(List.of(good, bad)));
        assertThat(cache.length()).isZero();
      }
      assertThatIllegalArgumentException().isThrownBy(() -> forward.cache(RandomLlama.CONTEXT + 1));
      assertThatIllegalArgumentException().isThrownBy(() -> cache.truncate(1));
    }
  }
}
