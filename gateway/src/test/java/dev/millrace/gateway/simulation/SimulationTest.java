package dev.millrace.gateway.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.ledger.Ledger;
import dev.millrace.gateway.ledger.Money;
import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.ledger.Spent;
import dev.millrace.gateway.observe.Finished;
import dev.millrace.gateway.simulation.World.Visit;
import dev.millrace.gateway.tenant.Keys;
import dev.millrace.llm.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The gateway among faults: thousands of requests in virtual time. The system property
/// `simulation.seeds` says how many worlds to try; the name of a test has its seed.
final class SimulationTest {
  static final String KEY = "a-key-for-tests";

  private static final int REQUESTS = 1_000;
  private static final Pattern WORDS = Pattern.compile("t\\d+w\\d+ ");
  private static final Pattern ENDS =
      Pattern.compile("\"(finish|stop)_reason\":\"(stop|tool_calls|end_turn|tool_use)\"");

  @TempDir private Path folder;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Integer.getInteger("simulation.seeds", 2));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyRequestEndsOnceAndTruthfullyAndNothingIsLeftBehind(long seed) throws IOException {
    var keys = Keys.open(folder, Optional.of(KEY), new Random(1));
    var world = new World(keys, seed);
    world.run(REQUESTS);
    assertThat(world.visits).hasSize(REQUESTS);
    world.visits.forEach(visit -> truthful(visit, world.finished.get(visit.id())));
    nothingLeftBehind(world);
    reportedIsSettled(world);
    everythingHappened(world);
  }

  /// Most requests go well after all, some of them with more than one attempt of every kind.
  private static void everythingHappened(World world) {
    assertThat(good(world)).isGreaterThan(REQUESTS * 7 / 10);
    var rescued =
        world.finished.values().stream().filter(call -> call.outcome() == Outcome.COMPLETE);
    var firsts =
        rescued
            .filter(call -> call.attempts().size() > 1)
            .map(call -> call.attempts().getFirst().outcome())
            .collect(Collectors.toSet());
    assertThat(firsts).contains(Outcome.UPSTREAM_ERROR, Outcome.TRUNCATED, Outcome.CANCELLED);
    assertThat(world.finished.values())
        .anyMatch(call ->
            call.outcome() == Outcome.COMPLETE
                && call.usage().output() > call.attempts().getLast().usage().output());
  }

  private static long good(World world) {
    return world.finished.values().stream()
        .filter(call -> call.outcome() == Outcome.COMPLETE)
        .count();
  }

  static void truthful(Visit visit, Finished call) {
    var visitor = visit.visitor();
    String body = visitor.body();
    assertThat(call).as(visit.id()).isNotNull();
    assertThat(visitor.ends()).as(visit.id()).isEqualTo(visitor.gone() ? 0 : 1);
    String said =
        WORDS.matcher(body).results().map(found -> found.group()).collect(Collectors.joining());
    assertThat(visit.topic().answer()).as(visit.id()).startsWith(said);
    if (visitor.gone()) {
      return;
    }
    boolean whole = visit.stream() ? visit.talk().ended(body) : visitor.status() == 200;
    assertThat(call.outcome() == Outcome.COMPLETE).as(visit.id()).isEqualTo(whole);
    if (whole) {
      assertThat(said).as(visit.id()).isEqualTo(visit.topic().answer());
      assertThat(body).as(visit.id()).doesNotContain("\"error\"").containsPattern(ENDS);
      assertThat(visit.talk().tells(body, call.usage())).as(visit.id()).isTrue();
    } else {
      assertThat(body).as(visit.id()).contains("\"error\"");
      assertThat(!ENDS.matcher(body).find() || said.equals(visit.topic().answer()))
          .as(visit.id())
          .isTrue();
    }
  }

  private static void nothingLeftBehind(World world) {
    assertThat(world.loop.timers()).isZero();
    assertThat(world.ledger.running()).isZero();
    assertThat(world.ledger.balance(Ledger.HELD)).isEqualTo(Money.ZERO);
    assertThat(world.ledger.sum()).isEqualTo(Money.ZERO);
    for (String provider : World.PROVIDERS) {
      assertThat(world.health.outstanding(new Model.Deployment(provider, "many"))).isZero();
    }
    assertThat(world.providers.exchanges()).allMatch(Playing::over);
    var attempts = world.finished.values().stream().mapToInt(call -> call.attempts().size()).sum();
    assertThat(attempts).isEqualTo(world.providers.exchanges().size());
  }

  private static void reportedIsSettled(World world) {
    long input = world.providers.exchanges().stream().mapToLong(Playing::input).sum();
    long output = world.providers.exchanges().stream().mapToLong(Playing::output).sum();
    assertThat(reported(world).mapToLong(usage -> usage.input()).sum()).isEqualTo(input);
    assertThat(reported(world).mapToLong(usage -> usage.output()).sum()).isEqualTo(output);
    for (var call : world.finished.values()) {
      if (call.outcome() == Outcome.COMPLETE && call.usage().origin() == Usage.Origin.PROVIDER) {
        assertThat(call.attempts().getLast().usage()).isEqualTo(call.usage());
      }
    }
  }

  private static Stream<Usage> reported(World world) {
    return world.finished.values().stream()
        .flatMap(call -> call.attempts().stream())
        .map(Spent::usage)
        .filter(usage -> usage.origin() == Usage.Origin.PROVIDER);
  }
}
