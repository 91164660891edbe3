package dev.millrace.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Reasoning.Effort;
import dev.millrace.llm.Reasoning.Mode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DegreesTest {
  private final List<Note> notes = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    // DeepSeek
    "HIGH MAX, LOW, HIGH",
    "HIGH MAX, MEDIUM, HIGH",
    "HIGH MAX, XHIGH, MAX",
    // Kimi and GLM
    "LOW HIGH MAX, MINIMAL, LOW",
    "LOW HIGH MAX, MEDIUM, HIGH",
    // Fireworks
    "LOW MEDIUM HIGH, MINIMAL, LOW",
    "LOW MEDIUM HIGH, XHIGH, HIGH",
    "LOW MEDIUM HIGH, MAX, HIGH",
    // Mistral
    "HIGH, MINIMAL, HIGH",
  })
  void anEffortBecomesTheNearestThatThereIsAndOfTwoTheGreater(
      String there, Effort asked, Effort told) {
    var fitted = fit(new Means.Thinking(true, efforts(there), false), Reasoning.of(asked));
    assertThat(fitted.effort()).contains(told);
    assertThat(notes).extracting(Note::field).containsExactly("reasoning_effort");
    assertThat(notes).extracting(Note::fate).containsExactly(Note.Fate.CLAMPED);
  }

  @Test
  void anEffortThatThereIsStays() {
    for (var effort : Effort.values()) {
      var asked = Reasoning.of(effort);
      assertThat(fit(Means.Thinking.full(), asked)).isEqualTo(asked);
    }
    assertThat(notes).isEmpty();
  }

  @Test
  void whereThereAreLimitsAloneAnEffortBecomesOneAndMoreEffortAGreaterOne() {
    var limits = new Means.Thinking(true, Set.of(), true);
    var told =
        Arrays.stream(Effort.values())
            .map(effort -> fit(limits, Reasoning.of(effort)))
            .peek(fitted -> assertThat(fitted.effort()).isEmpty())
            .map(fitted -> fitted.budget().orElse(0))
            .toList();
    assertThat(told).isSorted().doesNotHaveDuplicates().allMatch(limit -> limit >= 1024);
    assertThat(notes).allMatch(note -> note.fate() == Note.Fate.EMULATED);
    assertThat(notes).allMatch(note -> note.field().equals("reasoning_effort"));
  }

  @ParameterizedTest
  @CsvSource({"100000, 65536", "10000, 8000", "2000, 1600", "100, 1024"})
  void aLimitLeavesRoomForTheAnswer(int room, int limit) {
    var limits = new Means.Thinking(true, Set.of(), true);
    var degrees = new Degrees(limits, new Lacking(Unknown.REFUSE, notes::add));
    assertThat(degrees.fit(Reasoning.of(Effort.MAX), OptionalInt.of(room)).budget())
        .hasValue(limit);
  }

  @ParameterizedTest
  @CsvSource({
    "LOW MEDIUM HIGH, 500, LOW",
    "LOW MEDIUM HIGH, 4096, LOW",
    "LOW MEDIUM HIGH, 5000, MEDIUM",
    "LOW MEDIUM HIGH, 16384, HIGH",
    "LOW MEDIUM HIGH, 1000000, HIGH",
    "MINIMAL MAX, 1024, MINIMAL",
    "HIGH MAX, 40000, MAX",
  })
  void whereThereAreNoLimitsOneBecomesAnEffort(String there, int budget, Effort told) {
    var fitted = fit(new Means.Thinking(true, efforts(there), false), limited(budget));
    assertThat(fitted).isEqualTo(Reasoning.of(told));
    assertThat(notes).extracting(Note::field).containsExactly("thinking_budget");
    assertThat(notes).extracting(Note::fate).containsExactly(Note.Fate.EMULATED);
  }

  @Test
  void whereThereAreBothALimitStays() {
    assertThat(fit(Means.Thinking.full(), limited(5000))).isEqualTo(limited(5000));
    assertThat(notes).isEmpty();
  }

  @Test
  void thoughtsOfEarlierTurnsAreKeptAllTheSame() {
    var kept = Reasoning.of(Effort.MAX).withKept(true);
    for (var means :
        List.of(
            Means.Thinking.full(),
            new Means.Thinking(true, Set.of(), false),
            new Means.Thinking(true, Set.of(), true),
            new Means.Thinking(true, Set.of(Effort.LOW), false))) {
      assertThat(fit(means, kept).kept()).isTrue();
    }
  }

  private Reasoning fit(Means.Thinking means, Reasoning asked) {
    return new Degrees(means, new Lacking(Unknown.REFUSE, notes::add))
        .fit(asked, OptionalInt.empty());
  }

  private static Reasoning limited(int tokens) {
    return new Reasoning(Mode.ON, Optional.empty(), OptionalInt.of(tokens), false);
  }

  private static Set<Effort> efforts(String names) {
    return Arrays.stream(names.split(" "))
        .map(Effort::valueOf)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Effort.class)));
  }
}
