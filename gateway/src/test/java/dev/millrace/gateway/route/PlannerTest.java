package dev.millrace.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Model.Deployment;
import dev.millrace.gateway.catalog.Price;
import dev.millrace.gateway.catalog.Routing.Strategy;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Parameter;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Sampling;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {
  private static final Deployment A = new Deployment("a", "big");
  private static final Deployment B = new Deployment("b", "big");
  private static final Deployment C = new Deployment("c", "big");

  private static final Request WARM =
      Fleet.request("m", "hi")
          .withSampling(
              new Sampling(
                  OptionalDouble.of(0.5),
                  OptionalDouble.empty(),
                  OptionalInt.empty(),
                  OptionalDouble.empty(),
                  OptionalDouble.empty(),
                  OptionalDouble.empty(),
                  OptionalDouble.empty(),
                  OptionalLong.empty(),
                  Map.of()));

  @Test
  void allPlacesAreAskedAsTheyAreListed() {
    assertThat(Fleet.of(A, B, C).asked("hi", Fleet.TERMS)).containsExactly("a", "b", "c");
  }

  @Test
  void aLowerNumberIsAskedFirstWhateverTheStrategy() {
    for (var strategy : Strategy.values()) {
      var fleet =
          Fleet.of(A.withPriority(2), B.withPriority(1), C.withPriority(1)).routed(strategy);
      assertThat(fleet.asked("hi", Fleet.TERMS)).endsWith("a").hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void eachIsFirstAsOftenAsItsWeightSays(int seed) {
    var fleet =
        Fleet.of(
                A.withWeight(6),
                B.withWeight(3),
                C.withWeight(1),
                new Deployment("d", "big").withWeight(0))
            .routed(Strategy.WEIGHTED)
            .seeded(seed);
    var first = fleet.firsts(10_000, "hi", Fleet.TERMS);
    assertThat(first.get("a")).isBetween(5_800, 6_200);
    assertThat(first.get("b")).isBetween(2_800, 3_200);
    assertThat(first.get("c")).isBetween(850, 1_150);
    assertThat(first).doesNotContainKey("d");
    assertThat(fleet.asked("hi", Fleet.TERMS)).endsWith("d").hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void whoHasMoreToDoIsAskedLess(int seed) {
    var fleet = Fleet.of(A, B, C).routed(Strategy.LEAST_OUTSTANDING).seeded(seed);
    fleet.load().outstanding(A, 50);
    var first = fleet.firsts(1_000, "hi", Fleet.TERMS);
    assertThat(first).as("it never wins a choice of two").doesNotContainKey("a");
    assertThat(first.get("b")).isBetween(400, 600);
  }

  @Test
  void amongIdlePlacesTheQuickerIsAskedMore() {
    var fleet = Fleet.of(A, B, C).routed(Strategy.LEAST_OUTSTANDING).seeded(5);
    fleet.load().latency(A, 1e9);
    fleet.load().latency(B, 1e8);
    var first = fleet.firsts(3_000, "hi", Fleet.TERMS);
    assertThat(first.get("b")).isGreaterThan(1_800);
    assertThat(first.get("c")).as("nobody knows it: it is tried").isBetween(700, 1_300);
    assertThat(first).doesNotContainKey("a");
  }

  @Test
  void theCheapestForTheRequestIsAskedFirstAndTheUnknownLast() {
    var longAnswers = A.withCost(new Price.PerMillion(9_000_000_000L, 0, 1_000_000_000L));
    var longPrompts = B.withCost(new Price.PerMillion(1_000_000_000L, 0, 9_000_000_000L));
    var fleet = Fleet.of(C, longAnswers, longPrompts).routed(Strategy.CHEAPEST);
    var talkative = Fleet.request("m", "hi").withBounds(Bounds.tokens(10_000));
    assertThat(fleet.asked(talkative, Fleet.TERMS)).containsExactly("a", "b", "c");
    var wordy = Fleet.request("m", "word ".repeat(9_000)).withBounds(Bounds.tokens(10));
    assertThat(fleet.asked(wordy, Fleet.TERMS)).containsExactly("b", "a", "c");
    var endless = Fleet.request("m", "hi").withBounds(Bounds.tokens(Integer.MAX_VALUE));
    assertThat(fleet.asked(endless, Fleet.TERMS)).containsExactly("a", "b", "c");
  }

  @Test
  void whoFailsTooOftenIsAskedLastAndNotNever() {
    var fleet = Fleet.of(A, B, C);
    fleet.load().broken(A);
    assertThat(fleet.asked("hi", Fleet.TERMS)).containsExactly("b", "c", "a");
    fleet.load().broken(B);
    fleet.load().broken(C);
    assertThat(fleet.asked("hi", Fleet.TERMS)).containsExactly("a", "b", "c");
  }

  @Test
  void whoSeemsToHaveTooLittleRoomIsAskedAfterTheOthers() {
    var small = A.withLimits(OptionalInt.of(100), OptionalInt.empty());
    var fleet = Fleet.of(small, B.withLimits(OptionalInt.of(1_000), OptionalInt.empty()), C);
    assertThat(fleet.asked("hi", Fleet.TERMS)).containsExactly("a", "b", "c");
    var prompt = Fleet.request("m", "word ".repeat(200));
    assertThat(fleet.asked(prompt, Fleet.TERMS)).containsExactly("b", "c", "a");
    var answer = Fleet.request("m", "hi").withBounds(Bounds.tokens(99));
    assertThat(fleet.asked(answer, Fleet.TERMS)).containsExactly("b", "c", "a");
  }

  @Test
  void onlyThoseWhoKeepNothingAreAskedWhereThatIsDemanded() {
    var fleet = Fleet.of(A, B.keepingNothing());
    assertThat(fleet.asked("hi", Fleet.TERMS.withZeroRetention(true))).containsExactly("b");
    assertThat(Fleet.of(A, C).refusal(WARM, Fleet.TERMS.withZeroRetention(true)))
        .isEqualTo(new Failure.NoZeroRetention("m"));
  }

  @ParameterizedTest
  @CsvSource({"eu, b c", "eu-west-1, b", "us, a", "US, a", "eu-west, b", "mars, ''"})
  void onlyThoseInTheRegionAreAskedWhereOneIsDemanded(String region, String names) {
    var fleet =
        Fleet.of(
            A.withRegion("US"),
            B.withRegion("eu-west-1"),
            C.withRegion("eu"),
            new Deployment("d", "x"));
    var terms = Fleet.TERMS.withRegions(Set.of(region.toLowerCase(Locale.ROOT)));
    if (names.isEmpty()) {
      assertThat(fleet.refusal(WARM, terms)).isInstanceOf(Failure.BadRequest.class);
    } else {
      assertThat(fleet.asked("hi", terms)).containsExactly(names.split(" "));
    }
  }

  @Test
  void whoCannotHonourAFieldIsPassedOverBeforeAnybodyIsRefused() {
    var lacking = Means.chat().without(Set.of(Parameter.TEMPERATURE));
    var fleet = Fleet.of(A, B).speaking("a", lacking);
    assertThat(fleet.asked(WARM, Fleet.TERMS)).containsExactly("b");
    var none = fleet.speaking("b", lacking);
    assertThat(none.refusal(WARM, Fleet.TERMS))
        .isInstanceOfSatisfying(
            Failure.BadRequest.class, bad -> assertThat(bad.field()).isEqualTo("temperature"));
    var lenient = none.plan(WARM, Fleet.terms(Unknown.DROP));
    assertThat(lenient.attempts()).hasSize(2);
  }

  @Test
  void eachAttemptHasItsOwnRequestAndReceipt() {
    var lacking = Means.chat().without(Set.of(Parameter.TEMPERATURE));
    var brief = new Deployment("b", "theirs").withLimits(OptionalInt.empty(), OptionalInt.of(7));
    var fleet = Fleet.of(A, brief).speaking("a", lacking);
    var tries = fleet.plan(WARM.withBounds(Bounds.tokens(9)), Fleet.terms(Unknown.DROP)).attempts();
    assertThat(tries.getFirst().receipt().compact()).isEqualTo("dropped=temperature");
    assertThat(tries.getFirst().requests().getFirst().bounds().maxTokens()).hasValue(9);
    assertThat(tries.getLast().receipt().notes())
        .extracting(Note::field, Note::fate)
        .containsExactly(tuple("max_tokens", Note.Fate.CLAMPED));
    var theirs = tries.getLast().requests().getFirst();
    assertThat(theirs.bounds().maxTokens()).hasValue(7);
    assertThat(theirs.model()).isEqualTo("theirs");
    assertThat(theirs.sampling().temperature()).hasValue(0.5);
  }

  @Test
  void whatTheRequestIsToBlameForIsToldBeforeWhatKeepsPlacesAway() {
    var lacking = Means.chat().without(Set.of(Parameter.TEMPERATURE));
    var fleet = Fleet.of(A.keepingNothing(), B).speaking("a", lacking);
    assertThat(fleet.refusal(WARM, Fleet.TERMS.withZeroRetention(true)))
        .isInstanceOf(Failure.BadRequest.class);
  }

  @Test
  void nobodyOffersAnUnknownModel() {
    var refused =
        catchThrowableOfType(
            Refused.class, () -> Fleet.of(A).plan(Fleet.request("x", "hi"), Fleet.TERMS));
    assertThat(refused.failure()).isEqualTo(new Failure.ModelNotFound("x"));
  }

  @Test
  void aModelIsFoundAtItsFirstPlace() {
    Model model = Fleet.of(A, B).model();
    assertThat(Fleet.of(A, B).planner().place("m"))
        .satisfies(place -> assertThat(place.deployment()).isEqualTo(A))
        .satisfies(place -> assertThat(place.model()).isEqualTo(model));
  }
}
