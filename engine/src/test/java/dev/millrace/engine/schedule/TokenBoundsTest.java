package dev.millrace.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.llm.Bounds;
import dev.millrace.llm.Detail;
import dev.millrace.llm.Echo;
import dev.millrace.llm.Event;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Stop;
import dev.millrace.llm.TokenLogprob;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Where answers end, and what is told of tokens.
final class TokenBoundsTest {
  /// Says the letters after the last one, and ends after z.
  private final Rig rig =
      new Rig(
          new ScriptedForward(
              Rig.WINDOW, seen -> seen.getLast() == 'z' ? Letters.END : seen.getLast() + 1),
          100,
          100);

  @Test
  void theModelMayNotEndBeforeTheLeastNumberOfTokens() {
    assertThat(choice("w", new Bounds(OptionalInt.of(9), 3, List.of(), List.of(), false, 1)).text())
        .isEqualTo("xyz");
    var longer = choice("w", new Bounds(OptionalInt.of(9), 5, List.of(), List.of(), false, 1));
    assertThat(longer.text()).startsWith("xyz").hasSizeGreaterThanOrEqualTo(5);
  }

  @Test
  void aStopTokenEndsAndIsNotTold() {
    var choice =
        choice("a", new Bounds(OptionalInt.of(9), 0, List.of(), List.of((int) 'd'), false, 1));
    assertThat(choice.text()).isEqualTo("bc");
    assertThat(choice.stop()).isEqualTo(new Stop.MatchedToken('d'));
  }

  @Test
  void aStopTokenIsForbiddenBeforeTheLeastNumberOfTokens() {
    var bounds = new Bounds(OptionalInt.of(9), 4, List.of(), List.of((int) 'd'), false, 1);
    var choice = choice("a", bounds);
    assertThat(choice.text()).startsWith("bc").doesNotContain("d");
    assertThat(choice.text().length()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void aStopStringDoesNotCountBeforeTheLeastNumberOfTokens() {
    var bounds = new Bounds(OptionalInt.of(9), 3, List.of("bc", "f"), List.of(), false, 1);
    var choice = choice("a", bounds);
    assertThat(choice.text()).isEqualTo("bcde");
    assertThat(choice.stop()).isEqualTo(new Stop.Matched("f"));
  }

  @Test
  void pastTheEndTheModelGoesOnToTheLimit() {
    var bounds = new Bounds(OptionalInt.of(9), 0, List.of(), List.of(), true, 1);
    var choice = choice("w", bounds);
    assertThat(choice.text()).startsWith("xyz").hasSize(9);
    assertThat(choice.stop()).isEqualTo(new Stop.Length());
  }

  @Test
  void pastTheEndTheEndMayStillBeAStopToken() {
    var bounds = new Bounds(OptionalInt.of(9), 0, List.of(), List.of(Letters.END), true, 1);
    var choice = choice("w", bounds);
    assertThat(choice.text()).isEqualTo("xyz");
    assertThat(choice.stop()).isEqualTo(new Stop.MatchedToken(Letters.END));
  }

  @Test
  void noTokensAtAllComputeNothing() {
    var listener = rig.answer(Rig.order("abc", 0, 2));
    assertThat(listener.reply().choices())
        .extracting(Reply.Choice::stop)
        .containsExactly(new Stop.Length(), new Stop.Length());
    assertThat(listener.reply().usage().output()).isZero();
    assertThat(rig.model.ran()).isZero();
  }

  @Test
  void allTokensAreToldWhenAskedForTheLastOneToo() {
    var detail = new Detail(OptionalInt.empty(), true, false);
    var ended = rig.answer(Rig.order("w", Bounds.tokens(9), detail)).reply().choices().getFirst();
    assertThat(ended.tokens()).containsExactly((int) 'x', (int) 'y', (int) 'z', Letters.END);
  }

  @Test
  void thePromptIsToldFirstWithTheLikelihoodOfAllButItsFirstToken() {
    var detail = new Detail(OptionalInt.of(1), false, true);
    var listener =
        rig.answer(Rig.order("abd", new Bounds(OptionalInt.of(2), List.of(), 2), detail));
    assertThat(listener.events.get(1)).isInstanceOf(Event.Prompted.class);
    assertThat(listener.reply().choices())
        .allSatisfy(choice -> {
          assertThat(choice.text()).isEqualTo("ef");
          Echo echo = choice.prompt().orElseThrow();
          assertThat(echo.text()).isEqualTo("abd");
          assertThat(echo.tokens()).containsExactly((int) 'a', (int) 'b', (int) 'd');
          assertThat(echo.logprobs())
              .extracting(one -> one.chosen().text())
              .containsExactly("b", "d");
          assertThat(echo.logprobs())
              .extracting(one -> one.top().getFirst().text())
              .containsExactly("b", "c");
        });
    assertThat(listener.reply().usage().input()).isEqualTo(3);
  }

  @Test
  void aPromptWithoutAnAnswerIsScored() {
    var detail = new Detail(OptionalInt.of(0), false, true);
    String prompt = "abcdefghijklmnopqrstuvwxy".repeat(20);
    rig.answer(Rig.order(prompt, 1, 1));
    var listener =
        rig.answer(Rig.order(prompt, new Bounds(OptionalInt.of(0), List.of(), 1), detail));
    var choice = listener.reply().choices().getFirst();
    assertThat(choice.prompt().orElseThrow().logprobs()).hasSize(prompt.length() - 1);
    assertThat(choice.stop()).isEqualTo(new Stop.Length());
    assertThat(listener.reply().usage().cachedInput()).isZero();
  }

  @Test
  void aScoredPromptThatLosesItsMemoryIsToldWhole() {
    var tight = new Rig(rig.model, 16, 2);
    var first = new Listener();
    tight.submit(first, Rig.order("a".repeat(300), 500, 1));
    tight.turn();
    var second = new Listener();
    var detail = new Detail(OptionalInt.of(0), false, true);
    tight.submit(second, Rig.order("abc".repeat(100), Bounds.tokens(500), detail));
    tight.finish();
    Echo echo = second.reply().choices().getFirst().prompt().orElseThrow();
    assertThat(echo.logprobs()).extracting(TokenLogprob::chosen).hasSize(299);
  }

  private Reply.Choice choice(String prompt, Bounds bounds) {
    return rig.answer(Rig.order(prompt, bounds, Detail.none())).reply().choices().getFirst();
  }
}
