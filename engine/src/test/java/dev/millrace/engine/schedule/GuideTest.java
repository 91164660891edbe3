package dev.millrace.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.sample.Preferences;
import dev.millrace.engine.speech.Speech;
import dev.millrace.grammar.Language;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Detail;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Stop;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Constraints over a vocabulary whose tokens cross every border: of words, of characters, of what a form consists of.
final class GuideTest {
  private static final List<String> WORDS =
      List.of(
          "{\"", "\":", "\": \"", "\"}", "},", "[{\"", "na", "name", "ame", "name\":", "true",
          "tru", "e}", " \"", "\",", "null", "ab", "abc", "bca", "yes", "ye", "s and", " no", "123",
          "12", "-1", ".5", "日", "本日");

  /// Says nothing that anybody would expect, so that the seeds decide.
  private final ScriptedForward model =
      new ScriptedForward(Rig.WINDOW, seen -> Math.floorMod(seen.hashCode() * 31, 256));

  private final Rig rig = new Rig(model, 200, 8, WORDS);

  static Stream<Constraint.Form> forms() {
    return Stream.of(
        new Constraint.Choice(List.of("yes", "yes and no", "no", "name")),
        new Constraint.Regex("(ab|bca|日本)+\\d{1,5}"),
        new Constraint.Grammar(
            "root ::= \"{\\\"name\\\": \\\"\" [a-z]* \"\\\"}\" | \"[\" root (\",\" root)* \"]\""),
        new Constraint.JsonObject(),
        new Constraint.Sequence(
            List.of(new Constraint.AnyText(List.of("yes", "日")), new Constraint.Literal("yes"))));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void whateverTheTokensTheTextIsInTheLanguageOrBeginsATextOfIt(Constraint.Form form) {
    Language language = Language.of(form);
    var listeners = new ArrayList<Listener>();
    for (int seed = 0; seed < 30; seed++) {
      listeners.add(new Listener());
      var detail = new Detail(OptionalInt.empty(), true, false);
      rig.submit(listeners.getLast(), order(seed, language, Bounds.tokens(5 + 3 * seed), detail));
    }
    rig.finish();
    for (var listener : listeners) {
      check(language, listener.reply().choices().getFirst());
    }
  }

  private static void check(Language language, Reply.Choice choice) {
    var matcher = language.matcher();
    for (int token : choice.tokens()) {
      assertThat(token == Letters.END || matcher.accept(spelling(token))).as("%s", choice).isTrue();
    }
    boolean ended = choice.stop() instanceof Stop.Ended;
    assertThat(ended ? matcher.complete() : choice.stop() instanceof Stop.Length)
        .as("%s", choice)
        .isTrue();
  }

  @Test
  void whatIsForcedIsComputedInOneGo() {
    var language = Language.of(new Constraint.Literal("abc" + "x".repeat(40)));
    var listener = new Listener();
    rig.submit(listener, order(1, language, Bounds.tokens(100), Detail.none()));
    rig.finish();
    assertThat(listener.text()).isEqualTo("abc" + "x".repeat(40));
    assertThat(model.batches.size()).isLessThan(6);
    assertThat(listener.reply().usage().output()).isGreaterThan(30);
  }

  @Test
  void forcedTokensCountTowardsTheLimitAndEndAtStops() {
    var language = Language.of(new Constraint.Literal("x".repeat(40) + "!"));
    var cut = new Listener();
    rig.submit(cut, order(1, language, Bounds.tokens(7), Detail.none()));
    var stopped = new Listener();
    var bounds = new Bounds(OptionalInt.of(90), 0, List.of("xxxxx"), List.of(), false, 1);
    rig.submit(stopped, order(1, language, bounds, Detail.none()));
    rig.finish();
    assertThat(cut.text()).isEqualTo("xxxxxxx");
    assertThat(cut.reply().choices().getFirst().stop()).isEqualTo(new Stop.Length());
    assertThat(stopped.text()).isEmpty();
    assertThat(stopped.reply().choices().getFirst().stop()).isEqualTo(new Stop.Matched("xxxxx"));
  }

  private static byte[] spelling(int token) {
    return token < Letters.END
        ? new byte[] {(byte) token}
        : WORDS.get(token - Letters.END - 1).getBytes(StandardCharsets.UTF_8);
  }

  private static Order order(long seed, Language language, Bounds bounds, Detail detail) {
    return new Order(
        "id",
        "m",
        new int[] {'q', (int) seed},
        Preferences.NEUTRAL,
        seed,
        bounds,
        detail,
        Optional.of(language),
        Speech.plain());
  }
}
