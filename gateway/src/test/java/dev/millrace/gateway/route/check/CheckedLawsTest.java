package dev.millrace.gateway.route.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.grammar.Language;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Event;
import dev.millrace.llm.Message;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Stop;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever models say, in whatever pieces, clients hear beginnings of right answers alone, exactly
/// one end, and a right answer if that end is good.
final class CheckedLawsTest {
  private static final Request HI = Request.of("m", List.of(Message.of(Role.USER, "hi")));
  private static final List<Constraint.Form> FORMS =
      List.of(
          new Constraint.Regex("(ab|ba)*c?"),
          new Constraint.Choice(List.of("aab", "abb", "b c")),
          new Constraint.Grammar("root ::= \"a\" root \"b\" | \"c\""),
          new Constraint.Schema(
              JsonReader.read(
                  """
                  {"type": "object", "additionalProperties": false,
                   "properties": {"a": {"type": "boolean"}, "b": {"enum": ["c"]}}}
                  """)));
  private static final List<String> SCRAPS =
      List.of(
          "a",
          "b",
          "c",
          "ab",
          " ",
          "\n",
          "{",
          "}",
          "\"a\"",
          "\"b\"",
          ":",
          ",",
          "true",
          "\"c\"",
          "```",
          "```json\n",
          "aacbb",
          "{\"a\":true}",
          "{\"b\": \"c\", \"a\": false}",
          "no");

  private final Answers upstream = new Answers();
  private final Told told = new Told();

  static IntStream seeds() {
    return IntStream.range(0, 400);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void nothingWrongIsEverToldAndEveryAnswerEndsOnce(int seed) {
    var random = new Random(seed);
    var form = FORMS.get(random.nextInt(FORMS.size()));
    boolean goesOn = random.nextBoolean();
    var means = Means.chat().asking(goesOn ? Set.of(Ask.PREFILL) : Set.of()).shaping(Set.of());
    var request = HI.withConstraint(new Constraint("field", form));
    var checks = Checks.of(request, means, new Languages(), random.nextInt(3));
    new Checked(upstream, "acme", checks).open(HI, told);
    for (int round = 0; round < upstream.asked.size(); round++) {
      upstream.answer(random.nextInt(5) == 0 ? new Stop.Length() : new Stop.Ended(), said(random));
    }
    boolean whole = told.events.stream().anyMatch(Event.Closed.class::isInstance);
    assertThat(told.failures).hasSize(whole ? 0 : 1);
    obeys(form, whole);
  }

  /// JSON that was cut while it was spelt in another way is told as it was.
  private void obeys(Constraint.Form form, boolean whole) {
    String text = told.text(0);
    var matcher = Language.of(form).matcher();
    boolean begins = matcher.accept(text.getBytes(StandardCharsets.UTF_8));
    if (!whole) {
      assertThat(begins).as(text).isTrue();
      return;
    }
    var stop = told.reply().choices().getFirst().stop();
    if (stop instanceof Stop.Length) {
      assertThat(begins || form instanceof Constraint.Schema).as(text).isTrue();
    } else {
      assertThat(begins && matcher.complete()).as(text).isTrue();
    }
  }

  private static String[] said(Random random) {
    var pieces = new ArrayList<String>();
    int many = 1 + random.nextInt(6);
    for (int at = 0; at < many; at++) {
      pieces.add(SCRAPS.get(random.nextInt(SCRAPS.size())));
    }
    return pieces.toArray(String[]::new);
  }
}
