package dev.millrace.gateway.route.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Upstream;
import dev.millrace.llm.Usage;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckedTest {
  private static final Request HI = Request.of("m", List.of(Message.of(Role.USER, "hi")));
  private static final Constraint DIGITS =
      new Constraint("regex", new Constraint.Regex("[0-9]{3}-[0-9]{3}"));
  private static final Constraint NUMBERED =
      new Constraint("regex", new Constraint.Regex("No [0-9]+"));
  private static final Constraint PERSON =
      new Constraint(
          "response_format",
          new Constraint.Schema(
              JsonReader.read(
                  """
                  {"type": "object", "additionalProperties": false, "required": ["name", "age"],
                   "properties": {"name": {"type": "string"}, "age": {"type": "integer"}}}
                  """)));
  private static final Set<Ask> GOES_ON = Set.of(Ask.PREFILL);
  private static final Set<Ask> ASKED_AGAIN = Set.of();

  private final Answers upstream = new Answers();
  private final Told told = new Told();

  @Test
  void whatObeysIsPassedOnAsItComes() {
    ask(DIGITS, GOES_ON, 1);
    upstream.begin("12", "3");
    assertThat(told.text(0)).isEqualTo("123");
    upstream.say(new Event.Grew(0, 0, "-456", List.of()));
    upstream.say(new Event.Ended(0, 0));
    upstream.end(new Stop.Ended());
    assertThat(told.reply().choices().getFirst().text()).isEqualTo("123-456");
    assertThat(told.usage()).isEqualTo(Answers.USAGE);
    assertThat(upstream.asked).hasSize(1);
  }

  @Test
  void anAnswerIsCutAtTheFirstThingThatIsWrongAndNobodyGoesOnWithIt() {
    ask(DIGITS, GOES_ON, 0);
    upstream.begin("12", "3-4x6", "789");
    assertThat(told.text(0)).isEqualTo("123-4");
    assertThat(upstream.calls).containsExactly("cancel 0");
    assertThat(told.failures)
        .singleElement()
        .isInstanceOfSatisfying(
            Failure.Upstream.class,
            failure -> {
              assertThat(failure.code()).contains("constraint_violated");
              assertThat(failure.message()).contains("`regex`", "`x6` came after `123-4`");
            });
    assertThat(told.usage().output()).isPositive();
    assertThat(told.usage().origin()).isEqualTo(Usage.Origin.ESTIMATED);
  }

  @Test
  void whereItCanBeGoneOnWithItIsFromWhatWasRight() {
    ask(DIGITS, GOES_ON, 1);
    upstream.begin("12", "3:");
    assertThat(upstream.asked).hasSize(2);
    var prompt = (Prompt.Conversation) upstream.asked.getLast().prompt();
    assertThat(prompt.messages().getLast()).isEqualTo(Message.of(Role.ASSISTANT, "123-"));
    assertThat(prompt.rendering().continues()).isTrue();
    upstream.answer(new Stop.Ended(), "4", "56");
    var reply = told.reply();
    assertThat(reply.choices().getFirst().pieces()).hasSize(1);
    assertThat(reply.choices().getFirst().text()).isEqualTo("123-456");
    assertThat(reply.usage().output()).isGreaterThan(Answers.USAGE.output());
    assertThat(reply.usage().input()).isGreaterThan(Answers.USAGE.input());
  }

  @Test
  void whoWillNotGoOnIsAskedAgainIfNothingWasToldAndElseTheAnswerWasWrong() {
    for (String begun : List.of("", "No 1")) {
      var heard = new Told();
      ask(HI, checks(NUMBERED, GOES_ON, 1), heard);
      upstream.begin(begun + "?");
      assertThat(heard.text(0)).isEqualTo(begun);
      upstream.fail(new Failure.BadRequest("messages", Failure.Problem.UNSUPPORTED, "no"));
      if (begun.isEmpty()) {
        assertThat(heard.failures).isEmpty();
        upstream.answer(new Stop.Ended(), "No 1");
        assertThat(heard.reply().choices().getFirst().text()).isEqualTo("No 1");
      } else {
        assertThat(heard.failures)
            .singleElement()
            .satisfies(failure -> assertThat(Checked.isViolation(failure)).isTrue());
      }
    }
  }

  @Test
  void whereItCannotNothingIsToldBeforeAllIsRightAndAWrongAnswerIsAskedForAgain() {
    ask(DIGITS, ASKED_AGAIN, 1);
    upstream.begin("123-", "4");
    assertThat(told.text(0)).isEmpty();
    upstream.say(new Event.Grew(0, 0, "x", List.of()));
    assertThat(upstream.calls).containsExactly("cancel 0");
    var messages = upstream.asked.getLast().messages();
    assertThat(messages).hasSize(3);
    assertThat(messages.get(1)).isEqualTo(Message.of(Role.ASSISTANT, "123-4x"));
    assertThat(messages.get(2).text()).contains("`x` came after `123-4`");
    upstream.answer(new Stop.Ended(), "654-", "321");
    assertThat(told.reply().choices().getFirst().text()).isEqualTo("654-321");
    assertThat(told.failures).isEmpty();
  }

  @Test
  void whoWaitsForWhatIsHeldBackHearsThatItIsBeingWorkedOn() {
    ask(DIGITS, ASKED_AGAIN, 1);
    upstream.begin("1");
    int before = told.events.size();
    upstream.say(new Event.Grew(0, 0, "23", List.of()));
    assertThat(told.events).hasSizeGreaterThan(before);
    assertThat(told.usage().output()).isEqualTo(2);
  }

  @Test
  void itIsMendedSoManyTimesAndNoMore() {
    ask(DIGITS, ASKED_AGAIN, 2);
    upstream.begin("no");
    upstream.begin("no");
    assertThat(told.failures).isEmpty();
    upstream.begin("no");
    assertThat(upstream.asked).hasSize(3);
    assertThat(told.failures)
        .singleElement()
        .isInstanceOfSatisfying(
            Failure.Upstream.class,
            failure -> assertThat(failure.message()).contains("2 times mended in vain"));
    assertThat(told.text(0)).isEmpty();
  }

  @Test
  void anAnswerThatEndsTooEarlyIsWrong() {
    ask(DIGITS, ASKED_AGAIN, 0);
    upstream.answer(new Stop.Ended(), "123-");
    assertThat(told.failures)
        .singleElement()
        .isInstanceOfSatisfying(
            Failure.Upstream.class,
            failure -> assertThat(failure.message()).contains("ended too early"));
    assertThat(told.usage()).isEqualTo(Answers.USAGE);
  }

  @Test
  void oneThatWasCutByItsLengthIsTheBeginningOfARightOne() {
    for (Stop stop : List.of(new Stop.Length(), new Stop.Window(), new Stop.Matched("-"))) {
      var heard = new Told();
      ask(HI, checks(DIGITS, GOES_ON, 1), heard);
      upstream.answer(stop, "123-");
      assertThat(heard.reply().choices().getFirst().text()).isEqualTo("123-");
      assertThat(heard.reply().choices().getFirst().stop()).isEqualTo(stop);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"Ada\",\"age\":36}",
        "\n {\"name\":\"Ada\",\"age\":36}\n\n",
        "```json\n{\"name\":\"Ada\",\"age\":36}\n```",
        "```\n{\"name\":\"Ada\",\"age\":36}```\n",
        "{\"age\": 36,\n\n\n   \"name\" : \"Ada\"}",
        "```json\n{\"age\": 36, \"name\": \"Ada\"}\n```\n",
      })
  void jsonMayBeFencedAndSpeltInAnotherWayHoweverItIsCut(String answer) {
    for (int cut = 0; cut <= answer.length(); cut++) {
      var heard = new Told();
      ask(HI, checks(PERSON, ASKED_AGAIN, 1), heard);
      upstream.answer(new Stop.Ended(), answer.substring(0, cut), answer.substring(cut));
      assertThat(heard.failures).isEmpty();
      assertThat(heard.reply().choices().getFirst().text())
          .isEqualTo("{\"name\":\"Ada\",\"age\":36}");
    }
    assertThat(upstream.asked).hasSize(answer.length() + 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sure! {\"name\":\"Ada\",\"age\":36}",
        "{\"name\":\"Ada\",\"age\":\"36\"}",
        "{\"name\":\"Ada\"}",
        "{\"age\":36,\"name\":\"Ada\",\"more\":1}",
        "{\"name\":\"Ada\",\"age\":36} There you are.",
        "[1,2",
      })
  void whatIsNotOfTheSchemaIsWrongHoweverItIsCut(String answer) {
    for (int cut = 0; cut <= answer.length(); cut++) {
      var heard = new Told();
      ask(HI, checks(PERSON, ASKED_AGAIN, 1), heard);
      upstream.answer(new Stop.Ended(), answer.substring(0, cut), answer.substring(cut));
      upstream.answer(new Stop.Ended(), "{\"name\":\"Bo\",\"age\":1}");
      assertThat(heard.reply().choices().getFirst().text())
          .isEqualTo("{\"name\":\"Bo\",\"age\":1}");
    }
  }

  @Test
  void charactersOutsideTheBasicPlaneMayComeInTwo() {
    var smile = new Constraint("guided_choice", new Constraint.Choice(List.of("\uD83D\uDE00!")));
    ask(smile, GOES_ON, 0);
    upstream.answer(new Stop.Ended(), "\uD83D", "\uDE00", "!");
    assertThat(told.reply().choices().getFirst().text()).isEqualTo("\uD83D\uDE00!");
  }

  @Test
  void thoughtsAreNotChecked() {
    ask(DIGITS, GOES_ON, 1);
    upstream.say(new Event.Opened("id", "model"));
    upstream.part(0, 0, new Part.Thought("six digits, hm"));
    upstream.part(0, 1, new Part.Text("123-456"));
    upstream.end(new Stop.Ended());
    assertThat(told.reply().choices().getFirst().pieces())
        .extracting(Reply.Piece::part)
        .containsExactly(new Part.Thought("six digits, hm"), new Part.Text("123-456"));
  }

  @Test
  void ofSeveralChoicesOnlyTheWrongOnesAreAskedAgain() {
    var three = HI.withBounds(new Bounds(OptionalInt.empty(), List.of(), 3));
    ask(three, checks(DIGITS, ASKED_AGAIN, 1), told);
    upstream.say(new Event.Opened("id", "model"));
    for (int choice = 0; choice < 3; choice++) {
      upstream.part(choice, 0, new Part.Text(choice == 1 ? "oh" : choice + "00-000"));
      upstream.say(new Event.Stopped(choice, new Stop.Ended()));
    }
    upstream.say(new Event.Metered(Answers.USAGE));
    upstream.say(new Event.Closed());
    assertThat(upstream.asked).hasSize(2);
    assertThat(upstream.asked.getLast().bounds().choices()).isEqualTo(1);
    upstream.answer(new Stop.Ended(), "100-000");
    assertThat(told.reply().choices())
        .extracting(Reply.Choice::text)
        .containsExactly("000-000", "100-000", "200-000");
    assertThat(told.usage()).isEqualTo(Answers.USAGE.plus(Answers.USAGE));
  }

  @Test
  void aFailureOfTheUpstreamIsToldAsItIs() {
    ask(DIGITS, ASKED_AGAIN, 1);
    upstream.begin("123");
    var cut = new Failure.Truncated("acme", "it ended without an end mark");
    upstream.fail(cut);
    assertThat(told.failures).containsExactly(cut);
    assertThat(told.text(0)).isEmpty();
  }

  @Test
  void whoeverIsAskedNowIsPausedAndCancelled() {
    var exchange = ask(DIGITS, GOES_ON, 1);
    exchange.pause();
    upstream.begin("1x");
    assertThat(upstream.calls).containsExactly("pause 0", "cancel 0", "pause 1");
    exchange.resume();
    exchange.cancel();
    assertThat(upstream.calls).endsWith("resume 1", "cancel 1");
    int before = told.events.size();
    upstream.answer(new Stop.Ended(), "23-456");
    assertThat(told.events).hasSize(before);
    assertThat(told.failures).isEmpty();
  }

  @Test
  void whatAPromptThatIsATextLeadsToIsGoneOnWithAsText() {
    var text = Request.of("m", new Prompt.Text("number: "));
    ask(text, checks(DIGITS, ASKED_AGAIN, 1), told);
    upstream.begin("123?");
    assertThat(upstream.asked.getLast().prompt()).isEqualTo(new Prompt.Text("number: 123-"));
  }

  private Upstream.Exchange ask(Constraint constraint, Set<Ask> asks, int repairs) {
    return ask(HI, checks(constraint, asks, repairs), told);
  }

  private Upstream.Exchange ask(Request request, Checks checks, Told heard) {
    return new Checked(upstream, "acme", checks).open(request, heard);
  }

  private static Checks checks(Constraint constraint, Set<Ask> asks, int repairs) {
    var means = Means.chat().asking(asks).shaping(Set.of());
    return Checks.of(HI.withConstraint(constraint), means, new Languages(), repairs);
  }
}
