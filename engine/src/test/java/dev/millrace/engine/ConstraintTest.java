package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.grammar.Language;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Constraint.Form;
import dev.millrace.llm.Detail;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Sampling;
import dev.millrace.llm.Stop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A model of random weights that has to say what it would never say.
final class ConstraintTest {
  @TempDir private Path folder;
  private Engine engine;

  @BeforeEach
  void load() throws IOException {
    engine = Engine.load(TinyModel.write(folder), Settings.standard().withThreads(1));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  static Stream<Form> forms() {
    return Stream.of(
        new Constraint.Choice(List.of("yes", "no", "perhaps", "per", "größer")),
        new Constraint.Regex("[a-c]{2,40}(x|yz)*"),
        new Constraint.Regex("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}"),
        new Constraint.Grammar("root ::= \"[\" item (\", \" item)* \"]\"\nitem ::= [0-9]+ | root"),
        new Constraint.JsonObject(),
        new Constraint.Literal("exactly this, und nichts anderes: 日本"),
        new Constraint.Sequence(
            List.of(
                new Constraint.Literal("<a>"),
                new Constraint.AnyText(List.of("</a>")),
                new Constraint.Literal("</a>"))));
  }

  /// Whatever the seed, the length and what else is asked for.
  @ParameterizedTest
  @MethodSource("forms")
  void anAnswerThatEndsIsInTheLanguageAndOneThatIsCutBeginsATextOfIt(Form form) {
    for (int seed = 0; seed < 12; seed++) {
      var random = new Random(seed);
      var detail =
          random.nextBoolean() ? Detail.logprobs(1) : new Detail(OptionalInt.empty(), true, false);
      int most = 1 + random.nextInt(60);
      int least = random.nextInt(4) == 0 ? 20 : 0;
      var bounds =
          new Bounds(OptionalInt.of(most), least, List.of(), List.of(), random.nextBoolean(), 2);
      Reply reply = ask(request(seed, form).withDetail(detail).withBounds(bounds));
      for (var choice : reply.choices()) {
        check(form, choice, "seed " + seed + ": " + choice);
        assertThat(choice.tokens().size()).isLessThanOrEqualTo(most);
      }
    }
  }

  private static void check(Form form, Reply.Choice choice, String which) {
    var matcher = Language.of(form).matcher();
    switch (choice.stop()) {
      case Stop.Ended _ -> {
        assertThat(matcher.accept(choice.text().getBytes(StandardCharsets.UTF_8)))
            .as(which)
            .isTrue();
        assertThat(matcher.complete()).as(which).isTrue();
      }
      case Stop.Length _ -> {
        String whole = choice.text().replaceAll("\uFFFD$", "");
        assertThat(matcher.accept(whole.getBytes(StandardCharsets.UTF_8))).as(which).isTrue();
      }
      default -> throw new AssertionError(which);
    }
  }

  @Test
  void whereNothingCanFollowTheAnswerEndsByItself() {
    var form = new Constraint.Literal("certainly");
    var reply = ask(request(1, form).withDetail(new Detail(OptionalInt.empty(), true, false)));
    assertThat(reply.choices().getFirst().text()).isEqualTo("certainly");
    assertThat(reply.choices().getFirst().stop()).isEqualTo(new Stop.Ended());
    assertThat(reply.choices().getFirst().tokens()).hasSize(9);
    assertThat(reply.usage().output()).isEqualTo(9);
  }

  @Test
  void likelihoodsAreToldOfForcedTokensToo() {
    var reply = ask(request(1, new Constraint.Literal("certainly")).withDetail(Detail.logprobs(0)));
    assertThat(reply.choices().getFirst().pieces().getFirst().logprobs()).hasSize(9);
  }

  @Test
  void biasAndLeastTokensDoNotBreakAConstraint() {
    var bias = Map.of((int) 'n', -100.0, (int) 'y', -100.0, TinyModel.END, 100.0, (int) 'q', 100.0);
    var request =
        request(1, new Constraint.Choice(List.of("yes", "no")))
            .withSampling(sampling(3, bias))
            .withBounds(new Bounds(OptionalInt.of(50), 30, List.of(), List.of((int) 'n'), true, 1));
    var choice = ask(request).choices().getFirst();
    assertThat(choice.text()).isIn("yes", "no");
    assertThat(choice.stop()).isEqualTo(new Stop.Ended());
  }

  @Test
  void stopStringsEndAConstrainedAnswerAsAsked() {
    var request =
        request(1, new Constraint.Literal("one two three"))
            .withBounds(new Bounds(OptionalInt.empty(), List.of("two"), 1));
    var choice = ask(request).choices().getFirst();
    assertThat(choice.text()).isEqualTo("one ");
    assertThat(choice.stop()).isEqualTo(new Stop.Matched("two"));
  }

  @Test
  void aThoughtIsFreeAndTheAnswerBehindItIsNot() {
    var form = new Constraint.Choice(List.of("yes", "no"));
    int thoughts = 0;
    for (int seed = 0; seed < 8; seed++) {
      var bias = seed < 4 ? Map.of(TinyModel.THINK, 50.0) : Map.<Integer, Double>of();
      var request =
          request(seed, form)
              .withReasoning(Reasoning.ON)
              .withSampling(sampling(seed, bias))
              .withBounds(Bounds.tokens(200));
      var choice = ask(request).choices().getFirst();
      thoughts +=
          choice.pieces().stream().anyMatch(piece -> piece.part() instanceof Part.Thought) ? 1 : 0;
      if (choice.stop() instanceof Stop.Ended) {
        assertThat(choice.text()).isIn("yes", "no");
      } else {
        assertThat(List.of("yes", "no")).anyMatch(text -> text.startsWith(choice.text()));
      }
    }
    assertThat(thoughts).isPositive();
  }

  @Test
  void noThoughtComesFirstThatNobodyAskedFor() throws IOException {
    Path file = TinyModel.write(folder, TinyModel.TEMPLATE + "{# <think> #}");
    var request =
        request(1, new Constraint.Choice(List.of("yes", "no")))
            .withSampling(sampling(1, Map.of(TinyModel.THINK, 100.0)));
    try (var thinking = Engine.load(file, Settings.standard().withThreads(1))) {
      var reader = new Reader();
      thinking.open(request, reader);
      assertThat(reader.reply().choices().getFirst().text()).isIn("yes", "no");
    }
  }

  @Test
  void aConstraintThatIsNoneIsRefusedWithItsPlace() {
    var reader = start(request(1, new Constraint.Regex("a(b")));
    assertThat(reader.failure())
        .isInstanceOfSatisfying(
            Failure.BadRequest.class, failure -> assertThat(failure.field()).startsWith("regex"));
  }

  private static Request request(long seed, Form form) {
    return Request.of("m", List.of(Message.of(Role.USER, "Say something.")))
        .withSampling(sampling(seed, Map.of()))
        .withBounds(Bounds.tokens(60))
        .withConstraint(new Constraint("regex", form));
  }

  private static Sampling sampling(long seed, Map<Integer, Double> bias) {
    var unsaid = OptionalDouble.empty();
    return new Sampling(
        OptionalDouble.of(1),
        unsaid,
        OptionalInt.empty(),
        unsaid,
        unsaid,
        unsaid,
        unsaid,
        OptionalLong.of(seed),
        bias);
  }

  private Reply ask(Request request) {
    return start(request).reply();
  }

  private Reader start(Request request) {
    var reader = new Reader();
    engine.open(request, reader);
    return reader;
  }
}
