package dev.millrace.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.catalog.Catalog;
import dev.millrace.gateway.dialect.Habits;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.dialect.Means.Shape;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.route.check.Checked;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FormsTest {
  private static final Request HI = Request.of("tiny", List.of(Message.of(Role.USER, "hi")));

  static Stream<Constraint> forms() {
    return Stream.<Constraint.Form>of(
            new Constraint.JsonObject(),
            new Constraint.Schema(JsonReader.read("{\"type\":\"integer\"}")),
            new Constraint.Regex("a+"),
            new Constraint.Choice(List.of("a", "b.c")),
            new Constraint.Grammar("root ::= \"a\""),
            new Constraint.Sequence(
                List.of(new Constraint.Literal("<"), new Constraint.AnyText(List.of(">")))))
        .map(form -> new Constraint("field", form));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void whoCanHoldAnswersToItIsAskedTo(Constraint constraint) {
    var attempt = plan(HI.withConstraint(constraint), Means.chat());
    assertThat(attempt.requests().getFirst().constraint()).contains(constraint);
    assertThat(attempt.target().upstream()).isNotInstanceOf(Checked.class);
    assertThat(attempt.receipt().clean()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void whoCannotIsToldInWordsAndCheckedHere(Constraint constraint) {
    var attempt = plan(HI.withConstraint(constraint), Means.chat().shaping(Set.of()));
    var told = attempt.requests().getFirst();
    assertThat(told.constraint()).isEmpty();
    assertThat(told.messages()).hasSize(2);
    assertThat(told.messages().getFirst().role()).isEqualTo(Role.SYSTEM);
    assertThat(told.messages().getFirst().text()).startsWith("Answer with");
    assertThat(attempt.target().upstream()).isInstanceOf(Checked.class);
    assertThat(attempt.receipt().compact()).isEqualTo("emulated=field");
  }

  @Test
  void theFormIsToldAtTheEndOfWhatTheSystemSays() {
    var constraint = new Constraint("regex", new Constraint.Regex("a+"));
    var request =
        Request.of(
            "tiny", List.of(Message.of(Role.SYSTEM, "Be kind."), Message.of(Role.USER, "hi")));
    var attempt = plan(request.withConstraint(constraint), Means.chat().shaping(Set.of()));
    var told = attempt.requests().getFirst().messages();
    assertThat(told).hasSize(2);
    assertThat(told.getFirst().text()).startsWith("Be kind.\n\nAnswer with").endsWith("a+");
  }

  @Test
  void whatIsWrongWithAFormIsToldWithItsPlace() {
    refused("ebnf", new Constraint.Grammar("root ::= \"a"), "ebnf:1:");
    var schema = JsonReader.read("{\"properties\":{\"age\":{\"type\":\"wrong\"}}}");
    refused("json_schema", new Constraint.Schema(schema), "json_schema.properties.age.type");
    refused("structural_tag", new Constraint.Marker("<|x|>"), "structural_tag");
  }

  private static void refused(String field, Constraint.Form form, String place) {
    var request = HI.withConstraint(new Constraint(field, form));
    assertThatThrownBy(() -> plan(request, Means.chat().shaping(Set.of())).prepare())
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.failure())
                    .isInstanceOfSatisfying(
                        Failure.BadRequest.class,
                        bad -> assertThat(bad.field()).startsWith(place)));
  }

  @Test
  void aFormBecomesOneOfAnotherShapeThatMeansTheSame() {
    var object = new Constraint("response_format", new Constraint.JsonObject());
    var asSchema = plan(HI.withConstraint(object), shaping(Shape.SCHEMA)).requests().getFirst();
    assertThat(asSchema.constraint().orElseThrow().form()).isInstanceOf(Constraint.Schema.class);
    var choice = new Constraint("guided_choice", new Constraint.Choice(List.of("a", "b.c")));
    var attempt = plan(HI.withConstraint(choice), shaping(Shape.REGEX));
    assertThat(attempt.requests().getFirst().constraint().orElseThrow().form())
        .isEqualTo(new Constraint.Regex("(?:a|b\\.c)"));
    assertThat(attempt.receipt().compact()).isEqualTo("emulated=guided_choice");
    assertThat(attempt.target().upstream()).isNotInstanceOf(Checked.class);
  }

  @Test
  void strictToolsAndCallsOneAtATimeAreSeenToHereWhereNobodyElseDoes() {
    var tool = new Tool("f", "", new Json.Fields(Map.of("type", new Json.Text("object"))), true);
    var request = HI.withTools(new Tools(List.of(tool), new Tools.Auto(), false));
    var asks = EnumSet.allOf(Ask.class);
    assertThat(plan(request, Means.chat().asking(asks)).receipt().clean()).isTrue();
    asks.removeAll(Set.of(Ask.STRICT_TOOLS, Ask.SERIAL_CALLS));
    var attempt = plan(request, Means.chat().asking(asks));
    assertThat(attempt.receipt().compact()).isEqualTo("emulated=tools.strict,parallel_tool_calls");
    assertThat(attempt.target().upstream()).isInstanceOf(Checked.class);
  }

  @Test
  void aRequestMaySayHowOftenAnAnswerIsMended() {
    var request = HI.withConstraint(new Constraint("regex", new Constraint.Regex("a+")));
    var means = Means.chat().shaping(Set.of());
    assertThat(((Checked) plan(request, means).target().upstream()).checks().repairs())
        .isEqualTo(1);
    var never = plan(request, means, OptionalInt.of(0));
    assertThat(((Checked) never.target().upstream()).checks().repairs()).isZero();
  }

  private static Means shaping(Shape shape) {
    return Means.chat().shaping(Set.of(shape));
  }

  private static Plan.Try plan(Request request, Means means) {
    return plan(request, means, OptionalInt.empty());
  }

  private static Plan.Try plan(Request request, Means means, OptionalInt repairs) {
    var target =
        new Target(
            "acme",
            (_, _) -> {
              throw new IllegalStateException("nobody is asked");
            },
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            means,
            Optional.empty(),
            Optional.empty());
    var terms =
        new Terms(Unknown.REFUSE, new Habits(true, Reasoning.Mode.OFF), false, List.of())
            .withRepairs(repairs);
    return new Planner(new Catalog(List.of(Places.at(target).model())), Map.of("acme", target))
        .plan(List.of(request), terms)
        .first();
  }
}
