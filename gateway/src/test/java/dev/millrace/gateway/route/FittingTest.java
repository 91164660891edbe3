package dev.millrace.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.gateway.catalog.Catalog;
import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.ParameterPolicy;
import dev.millrace.gateway.catalog.Price;
import dev.millrace.gateway.catalog.Traits;
import dev.millrace.gateway.catalog.Traits.Ability;
import dev.millrace.gateway.dialect.Habits;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Detail;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Parameter;
import dev.millrace.llm.Parameter.Span;
import dev.millrace.llm.Part;
import dev.millrace.llm.Part.Attachment.Kind;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Sampling;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FittingTest {
  private static final Request PLAIN = Request.of("m", List.of(Message.of(Role.USER, "hi")));
  private static final Request FULL =
      PLAIN
          .withSampling(
              new Sampling(
                  OptionalDouble.of(0.5),
                  OptionalDouble.of(0.5),
                  OptionalInt.of(7),
                  OptionalDouble.of(0.5),
                  OptionalDouble.of(1.5),
                  OptionalDouble.of(1),
                  OptionalDouble.of(1),
                  OptionalLong.of(1),
                  Map.of(1, 1.0)))
          .withBounds(new Bounds(OptionalInt.of(9), 2, List.of("x"), List.of(3), false, 4))
          .withDetail(Detail.logprobs(2));

  @Test
  void whereNothingIsToBeChangedNothingIs() {
    var plan = plan(FULL, Traits.unknown());
    assertThat(only(plan)).isEqualTo(FULL.withModel("theirs"));
    assertThat(plan.receipt().clean()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aParameterThatIsStrippedIsLeftOutAndReported(Parameter parameter) {
    var plan = plan(FULL, policy(new ParameterPolicy(Set.of(parameter), Map.of(), Set.of())));
    assertThat(new Lens(parameter).isSaid(only(plan))).isFalse();
    assertThat(plan.receipt().compact()).isEqualTo("dropped=" + parameter.word());
    for (var other : Parameter.values()) {
      assertThat(new Lens(other).isSaid(only(plan))).isEqualTo(other != parameter);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aParameterThatIsNotSaidIsNotReported(Parameter parameter) {
    var policy = new ParameterPolicy(Set.of(parameter), Map.of(), Set.of());
    assertThat(plan(PLAIN, policy(policy)).receipt().clean()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aParameterThatIsRejectedIsNamed(Parameter parameter) {
    var traits = policy(new ParameterPolicy(Set.of(), Map.of(), Set.of(parameter)));
    assertThat(refusal(FULL, traits, Unknown.DROP))
        .isInstanceOfSatisfying(
            Failure.BadRequest.class, bad -> assertThat(bad.field()).isEqualTo(parameter.word()));
  }

  @Test
  void aParameterIsBroughtIntoItsRange() {
    var clamp =
        Map.of(
            Parameter.TEMPERATURE,
            new Span(0.7, 1),
            Parameter.N,
            new Span(1, 1),
            Parameter.TOP_P,
            new Span(0, 1));
    var plan = plan(FULL, policy(new ParameterPolicy(Set.of(), clamp, Set.of())));
    assertThat(only(plan).sampling().temperature()).hasValue(0.7);
    assertThat(only(plan).bounds().choices()).isEqualTo(1);
    assertThat(plan.receipt().compact()).isEqualTo("clamped=temperature,n");
  }

  @Test
  void aModelThatCanThinkDoesNotUnlessAsked() {
    var traits = able(Ability.REASONING);
    assertThat(only(plan(PLAIN, traits)).reasoning()).isEqualTo(Reasoning.OFF);
    var asked = PLAIN.withReasoning(Reasoning.ON);
    assertThat(only(plan(asked, traits)).reasoning()).isEqualTo(Reasoning.ON);
  }

  @Test
  void aModelOfWhichNobodySaidWhetherItThinksIsLeftAlone() {
    assertThat(only(plan(PLAIN, Traits.unknown())).reasoning()).isEqualTo(Reasoning.UNSAID);
  }

  @Test
  void whoCannotThinkIsNotTold() {
    var off = PLAIN.withReasoning(Reasoning.OFF);
    assertThat(only(plan(off, able(Ability.TOOLS))).reasoning()).isEqualTo(Reasoning.UNSAID);
    var on = PLAIN.withReasoning(Reasoning.of(Reasoning.Effort.HIGH));
    assertThat(refusal(on, able(Ability.TOOLS), Unknown.REFUSE))
        .isInstanceOf(Failure.BadRequest.class);
    var plan = plan(on, able(Ability.TOOLS), Unknown.DROP, Means.chat());
    assertThat(only(plan).reasoning()).isEqualTo(Reasoning.UNSAID);
    assertThat(plan.receipt().compact()).isEqualTo("dropped=reasoning");
  }

  @Test
  void theEngineHasNoDegreesOfThinking() {
    var on = PLAIN.withReasoning(Reasoning.of(Reasoning.Effort.HIGH));
    var plan = plan(on, able(Ability.REASONING), Unknown.REFUSE, Means.engine());
    assertThat(only(plan).reasoning()).isEqualTo(Reasoning.ON);
    assertThat(plan.receipt().compact()).isEqualTo("emulated=reasoning_effort");
  }

  @Test
  void thoughtsOfEarlierTurnsAreKeptForModelsThatGoOnFromThem() {
    var kept = PLAIN.withReasoning(Reasoning.OFF.withKept(true));
    assertThat(refusal(kept, Traits.unknown(), Unknown.REFUSE))
        .isInstanceOfSatisfying(
            Failure.BadRequest.class,
            bad -> assertThat(bad.field()).isEqualTo("preserve_thinking"));
    var dropped = plan(kept, Traits.unknown(), Unknown.DROP, Means.chat());
    assertThat(dropped.receipt().compact()).isEqualTo("dropped=preserve_thinking");
    assertThat(only(dropped).reasoning()).isEqualTo(Reasoning.OFF);
    var plan = plan(kept, thinking(new Traits.Thinking(false, true)));
    assertThat(plan.receipt().clean()).isTrue();
    assertThat(only(plan).reasoning()).isEqualTo(Reasoning.OFF);
  }

  @Test
  void whatTheEngineDoesNotKnowIsRefusedOrLeftOutByItsWeight() {
    Json on = new Json.Bool(true);
    var light = PLAIN.withExtras(Map.of("user", on, "store", on));
    var plan = plan(light, Traits.unknown(), Unknown.REFUSE, Means.engine());
    assertThat(only(plan).extras()).containsOnlyKeys("user");
    assertThat(plan.receipt().compact()).isEqualTo("dropped=store");

    var heavy = PLAIN.withExtras(Map.of("user", on, "verbosity", on));
    var terms = new Terms(Unknown.REFUSE, HABITS, false, List.of());
    var planner = planner(Traits.unknown(), Means.engine());
    assertThatThrownBy(() -> planner.plan(List.of(heavy), terms))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.failure())
                    .isInstanceOfSatisfying(
                        Failure.BadRequest.class,
                        bad -> assertThat(bad.field()).isEqualTo("verbosity")));
    var left = plan(heavy, Traits.unknown(), Unknown.DROP, Means.engine());
    assertThat(left.receipt().compact()).isEqualTo("dropped=verbosity");
    assertThat(only(left).extras()).containsOnlyKeys("user");
    assertThat(only(plan(heavy, Traits.unknown())).extras()).isEqualTo(heavy.extras());
  }

  @Test
  void toolsAreNotGivenToAModelThatCallsNone() {
    var tool = new Tool("f", "", new Json.Fields(Map.of()));
    var request = PLAIN.withTools(Tools.of(List.of(tool)));
    assertThat(refusal(request, able(), Unknown.REFUSE))
        .isInstanceOfSatisfying(
            Failure.BadRequest.class, bad -> assertThat(bad.field()).isEqualTo("tools"));
    var plan = plan(request, able(), Unknown.DROP, Means.chat());
    assertThat(only(plan).tools()).isEqualTo(Tools.none());
    assertThat(plan.receipt().compact()).isEqualTo("dropped=tools");
  }

  @ParameterizedTest
  @EnumSource
  void anAttachmentThatTheModelCannotTakeInIsRefusedWhateverThePolicy(Kind kind) {
    var attachment = attachment(kind);
    var inResult = new Part.ToolResult("call", List.of(attachment), false);
    for (var part : List.of(attachment, inResult)) {
      var message = new Message(Role.USER, Optional.empty(), List.of(part));
      var request = Request.of("m", List.of(Message.of(Role.SYSTEM, "s"), message));
      assertThat(refusal(request, able(Ability.TOOLS), Unknown.DROP))
          .isInstanceOfSatisfying(
              Failure.BadRequest.class,
              bad -> assertThat(bad.field()).isEqualTo("messages[1].content"));
      assertThat(only(plan(request, Traits.unknown())).messages()).isEqualTo(request.messages());
    }
  }

  @Test
  void marksForCachesAreTakenOut() {
    var marked =
        new Message(
            Role.SYSTEM,
            Optional.empty(),
            List.of(new Part.Text("s"), new Part.CachePoint("5m"), new Part.Text("t")));
    var request = Request.of("m", List.of(marked));
    for (var means : List.of(Means.chat(), Means.engine())) {
      var plan = plan(request, Traits.unknown(), Unknown.REFUSE, means);
      assertThat(only(plan).messages().getFirst().parts())
          .containsExactly(new Part.Text("s"), new Part.Text("t"));
      assertThat(plan.receipt().notes()).extracting(Note::field).containsExactly("cache_control");
    }
  }

  @Test
  void anAnswerIsNoLongerThanTheModelsLongest() {
    var traits =
        new Traits(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new Traits.Thinking(false, false),
            false,
            Optional.empty(),
            OptionalInt.of(100),
            ParameterPolicy.none());
    var plan = plan(PLAIN.withBounds(Bounds.tokens(1000)), traits);
    assertThat(only(plan).bounds().maxTokens()).hasValue(100);
    assertThat(plan.receipt().compact()).isEqualTo("clamped=max_tokens");
    assertThat(plan(PLAIN.withBounds(Bounds.tokens(100)), traits).receipt().clean()).isTrue();
  }

  @Test
  void whoDemandsThatNothingIsKeptIsNotSentToThoseWhoKeep() {
    var terms = new Terms(Unknown.DROP, HABITS, true, List.of());
    var keeps = planner(Traits.unknown(), Means.chat());
    assertThatThrownBy(() -> keeps.plan(List.of(PLAIN), terms))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.failure()).isEqualTo(new Failure.NoZeroRetention("m")));
    var keepsNothing = planner(Traits.unknown().keepingNothing(), Means.chat());
    assertThat(keepsNothing.plan(List.of(PLAIN), terms).attempts()).hasSize(1);
  }

  private static final Habits HABITS = new Habits(true, Reasoning.Mode.OFF);

  private static Part.Attachment attachment(Kind kind) {
    return new Part.Attachment(
        kind, new Part.Source.Link("https://example.com/x"), Optional.empty(), Optional.empty());
  }

  private static Traits able(Ability... abilities) {
    return Traits.unknown().orAble(Set.of(abilities));
  }

  private static Traits policy(ParameterPolicy policy) {
    return new Traits(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new Traits.Thinking(false, false),
        false,
        Optional.empty(),
        OptionalInt.empty(),
        policy);
  }

  private static Traits thinking(Traits.Thinking thinking) {
    return new Traits(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        thinking,
        false,
        Optional.empty(),
        OptionalInt.empty(),
        ParameterPolicy.none());
  }

  private static Request only(Plan plan) {
    return plan.attempts().getFirst().requests().getFirst();
  }

  private static Failure refusal(Request request, Traits traits, Unknown unknown) {
    return catchThrowableOfType(Refused.class, () -> plan(request, traits, unknown, Means.chat()))
        .failure();
  }

  private static Plan plan(Request request, Traits traits) {
    return plan(request, traits, Unknown.REFUSE, Means.chat());
  }

  private static Plan plan(Request request, Traits traits, Unknown unknown, Means means) {
    return planner(traits, means)
        .plan(List.of(request), new Terms(unknown, HABITS, false, List.of()));
  }

  private static Planner planner(Traits traits, Means means) {
    var model =
        new Model(
            "m",
            List.of(),
            "acme",
            Instant.EPOCH,
            OptionalInt.empty(),
            new Price.Free(),
            traits,
            List.of(new Model.Deployment("acme", "theirs")),
            Manner.usual());
    var patience = Duration.ofMinutes(1);
    var target =
        new Target(
            "acme",
            (_, _) -> {
              throw new IllegalStateException("nobody is asked");
            },
            patience,
            patience,
            means,
            Optional.empty(),
            Optional.empty());
    return new Planner(new Catalog(List.of(model)), Map.of("acme", target));
  }
}
