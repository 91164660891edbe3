package dev.millrace.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.catalog.Catalog;
import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.ParameterPolicy;
import dev.millrace.gateway.catalog.Price;
import dev.millrace.gateway.catalog.Traits;
import dev.millrace.gateway.dialect.Card.Treatment;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.gateway.profile.Standard;
import dev.millrace.gateway.profile.wayscloud.WaysCloud;
import dev.millrace.gateway.route.Places;
import dev.millrace.gateway.route.Planner;
import dev.millrace.gateway.route.Target;
import dev.millrace.llm.Parameter;
import dev.millrace.llm.Parameter.Span;
import dev.millrace.llm.Upstream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixTest {
  private static final Model MODEL =
      new Model(
          "m",
          List.of(),
          "acme",
          Instant.EPOCH,
          OptionalInt.of(100),
          new Price.Free(),
          new Traits(
              Optional.empty(),
              Optional.empty(),
              Optional.of(Set.of(Traits.Ability.REASONING)),
              new Traits.Thinking(false, false),
              false,
              Optional.empty(),
              OptionalInt.empty(),
              new ParameterPolicy(
                  Set.of(Parameter.TEMPERATURE),
                  Map.of(Parameter.TOP_P, new Span(0.9, 1)),
                  Set.of(Parameter.SEED))),
          List.of(new Model.Deployment("acme", "m")),
          Manner.usual());

  private static Map<String, Treatment> matrix(Profile profile) {
    Upstream nobody =
        (_, _) -> {
          throw new AssertionError("nobody is to be asked");
        };
    var patience = Duration.ofSeconds(1);
    var target = new Target("acme", nobody, patience, patience);
    var planner = new Planner(new Catalog(List.of(MODEL)), Map.of("acme", target));
    return new Matrix(profile, planner).of(MODEL);
  }

  @ParameterizedTest
  @CsvSource({
    "max_tokens, KEPT",
    "stop, KEPT",
    "thinking, KEPT",
    "temperature, DROPPED",
    "top_p, CLAMPED",
    "seed, REFUSED",
    "tools, REFUSED",
    "tool_choice, REFUSED",
  })
  void aStrictSurfaceRefusesWhatTheModelCannot(String field, Treatment treatment) {
    assertThat(matrix(new Standard(() -> Instant.EPOCH))).containsEntry(field, treatment);
  }

  @ParameterizedTest
  @CsvSource({"temperature, DROPPED", "tools, DROPPED", "seed, REFUSED", "max_tokens, KEPT"})
  void aLenientOneDropsIt(String field, Treatment treatment) {
    var profile = new WaysCloud(() -> Instant.EPOCH, Optional.empty(), List.of());
    assertThat(matrix(profile)).containsEntry(field, treatment);
  }

  @Test
  void everyFieldIsTreatedSomehow() {
    assertThat(matrix(new Standard(() -> Instant.EPOCH))).hasSameSizeAs(Probes.ALL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image_url",
        "input_audio",
        "file",
        "file_id",
        "continue_final_message",
        "tool_choice",
        "return_token_ids",
        "chat_template"
      })
  void whatATargetCannotBeAskedIsToldInAdvance(String field) {
    assertThat(asking(EnumSet.allOf(Ask.class))).containsEntry(field, Treatment.KEPT);
    assertThat(asking(Set.of())).containsEntry(field, Treatment.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"regex", "ebnf", "guided_choice", "json_schema", "response_format"})
  void whatIsCheckedHereIsToldInAdvance(String field) {
    var all = EnumSet.allOf(Ask.class);
    assertThat(asking(Means.chat().asking(all))).containsEntry(field, Treatment.KEPT);
    assertThat(asking(Means.chat().asking(all).shaping(Set.of())))
        .containsEntry(field, Treatment.EMULATED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tools.strict", "parallel_tool_calls"})
  void soIsWhatIsSeenToInCallsOfTools(String field) {
    assertThat(asking(Set.of(Ask.TOOLS))).containsEntry(field, Treatment.EMULATED);
    assertThat(asking(EnumSet.allOf(Ask.class))).containsEntry(field, Treatment.KEPT);
  }

  private static Map<String, Treatment> asking(Set<Ask> asks) {
    return asking(Means.chat().asking(asks));
  }

  private static Map<String, Treatment> asking(Means means) {
    var patience = Duration.ofSeconds(1);
    var target =
        new Target(
            "acme",
            (_, _) -> {
              throw new AssertionError("nobody is to be asked");
            },
            patience,
            patience,
            means,
            Optional.empty(),
            Optional.empty());
    var model = Places.at(target).model();
    var planner = new Planner(new Catalog(List.of(model)), Map.of("acme", target));
    return new Matrix(new Standard(() -> Instant.EPOCH), planner).of(model);
  }
}
