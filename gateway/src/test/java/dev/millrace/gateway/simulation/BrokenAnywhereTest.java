package dev.millrace.gateway.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.simulation.World.Visit;
import dev.millrace.gateway.tenant.Keys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A stream that breaks at each of its bytes, where another provider could go on with it: it does
/// unless the client knows already that the answer has stopped.
final class BrokenAnywhereTest {
  private static final Duration LONG = Duration.ofMinutes(3); // whoever failed is probed again

  private static final int STEP = 5; // calls are longer than words

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Talk.class)
  void wordsAreGoneOnWithWhereverTheyBreak(Talk talk) throws IOException {
    var topic = new Topic(1, 2, "");
    var world = world();
    var score = new Score(topic, new Random(1), LONG);
    for (int cut = 0; cut < score.length(); cut++) {
      var visit = broken(world, talk, topic, cut);
      var end = cut < score.stop() ? Outcome.COMPLETE : Outcome.TRUNCATED;
      assertThat(world.finished.get(visit.id()).outcome()).as("cut at " + cut).isEqualTo(end);
      assertThat(world.loop.timers()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Talk.class)
  void aCallThatBreaksIsNeverMadeTwice(Talk talk) throws IOException {
    var topic = new Topic(3, 4, "");
    var world = world();
    int length = new Score(topic, new Random(1), LONG).length();
    for (int cut = 0; cut < length; cut += STEP) {
      var visit = broken(world, talk, topic, cut);
      assertThat(visit.visitor().body().split("\"call_1\"", -1)).hasSizeLessThan(3);
    }
  }

  private World world() throws IOException {
    return new World(Keys.open(folder, Optional.of(SimulationTest.KEY), new Random(1)), 1);
  }

  private static Visit broken(World world, Talk talk, Topic topic, int cut) {
    world.providers.plan((score, playing) -> score.cut(playing, cut));
    world.providers.plan((score, playing) -> score.play(Fault.NONE, playing));
    var visit = new Visit("cut_" + cut, talk, topic, true, new Visitor(world.loop));
    world.arrive(visit, "plain");
    world.loop.pass(LONG);
    SimulationTest.truthful(visit, world.finished.get(visit.id()));
    world.providers.forget();
    return visit;
  }
}
