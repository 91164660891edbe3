package dev.millrace.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.catalog.Manner.Continuation;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Detail;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Upstream;
import dev.millrace.llm.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ContinuationTest {
  private static final Failure CUT = new Failure.Truncated("p0", "it broke");
  private static final Request CHAT = Request.of("m", List.of(Message.of(Role.USER, "Count.")));

  private final Relaying house = new Relaying(3);

  @BeforeEach
  void chat() {
    house.request = CHAT;
  }

  @Test
  void somebodyElseGoesOnInTheSamePart() {
    breakOff("one, two, ");
    house.answer(1, "three", ".");
    assertThat(house.failures).isEmpty();
    assertThat(house.text()).isEqualTo("one, two, three.");
    assertThat(parts()).hasSize(1);
    assertThat(house.answeredBy).containsExactly("p0");
    assertThat(house.loop.timers()).isZero();
  }

  @Test
  void whoGoesOnIsGivenTheWordsAsTheBeginningOfItsTurn() {
    breakOff("one, two, ");
    var prompt = (Prompt.Conversation) house.provider(1).asked.getFirst().prompt();
    assertThat(prompt.rendering().continues()).isTrue();
    assertThat(prompt.rendering().answers()).isFalse();
    assertThat(prompt.messages()).hasSize(2);
    assertThat(prompt.messages().getLast()).isEqualTo(Message.of(Role.ASSISTANT, "one, two, "));
    house.relay.cancel();
  }

  @Test
  void theClientPaysOnePromptAndAllWordsAndTheBooksHaveBoth() {
    breakOff("one, two, ");
    house.answer(1, "three.");
    assertThat(house.ends()).containsExactly("p0 TRUNCATED 3", "p1 COMPLETE 4");
    var usage = Reply.of(house.events).usage();
    assertThat(usage).isEqualTo(house.relay.usage());
    assertThat(usage.output()).isEqualTo(3 + 4);
    assertThat(usage.input()).isEqualTo(house.relay.spent().getFirst().usage().input());
    assertThat(usage.origin()).isEqualTo(Usage.Origin.ESTIMATED);
  }

  @Test
  void whatWasGeneratedCountsTowardsTheLimit() {
    house.request = CHAT.withBounds(Bounds.tokens(10));
    breakOff("one, two, ");
    assertThat(house.provider(1).asked.getFirst().bounds().maxTokens()).hasValue(7);
    house.relay.cancel();
  }

  @Test
  void atTheLimitThereIsNothingToGoOnWith() {
    house.request = CHAT.withBounds(Bounds.tokens(3));
    breakOff("one, two, ");
    assertThat(house.failures).containsExactly(CUT);
  }

  @Test
  void whoGoesOnMayBreakOffAsWell() {
    breakOff("one, ");
    house.provider(1).say("two, ");
    house.fail(1, CUT);
    house.answer(2, "three");
    assertThat(house.text()).isEqualTo("one, two, three");
    assertThat(house.relay.spent()).hasSize(3);
  }

  @Test
  void whoCannotGoOnIsFollowedByWhoCan() {
    breakOff("one, ");
    house.fail(1, new Failure.Upstream("p1", 400, Optional.empty(), "no prefill here"));
    house.answer(2, "two");
    assertThat(house.text()).isEqualTo("one, two");
    assertThat(house.ends())
        .containsExactly("p0 TRUNCATED 2", "p1 UPSTREAM_ERROR 0", "p2 COMPLETE 4");
  }

  @Test
  void whereNobodyGoesOnTheAnswerEndsWithWhatBrokeIt() {
    breakOff("one, ");
    house.fail(1, new Failure.Unavailable("gone"));
    house.fail(2, new Failure.Unavailable("gone"));
    assertThat(house.failures).containsExactly(CUT);
    assertThat(house.events).noneMatch(Event.Closed.class::isInstance);
    assertThat(house.relay.usage().output()).isEqualTo(2);
  }

  @Test
  void whoHasNothingToAddEndsThePart() {
    breakOff("one.");
    var sink = house.provider(1).sink();
    sink.on(new Event.Opened("x", "y"));
    sink.on(new Event.Stopped(0, new Stop.Ended()));
    sink.on(new Event.Metered(new Usage(9, 0, 1, 0, Usage.Origin.PROVIDER)));
    sink.on(new Event.Closed());
    assertThat(house.text()).isEqualTo("one.");
  }

  @Test
  void aCallMayFollowTheWords() {
    breakOff("I shall look. ");
    var sink = house.provider(1).sink();
    sink.on(new Event.Opened("x", "y"));
    sink.on(new Event.Began(0, 0, new Part.ToolCall("c", "look", "")));
    sink.on(new Event.Grew(0, 0, "{}", List.of()));
    sink.on(new Event.Ended(0, 0));
    sink.on(new Event.Stopped(0, new Stop.ToolCalls()));
    sink.on(new Event.Metered(new Usage(9, 0, 1, 0, Usage.Origin.PROVIDER)));
    sink.on(new Event.Closed());
    assertThat(parts())
        .containsExactly(new Part.Text("I shall look. "), new Part.ToolCall("c", "look", "{}"));
  }

  @Test
  void whoHasThoughtIsNotMadeToThinkAgain() {
    house.request = CHAT.withReasoning(Reasoning.ON);
    house.ask();
    var sink = house.provider(0).sink();
    sink.on(new Event.Opened("x", "y"));
    sink.on(new Event.Began(0, 0, new Part.Thought("")));
    sink.on(new Event.Grew(0, 0, "hm", List.of()));
    sink.on(new Event.Ended(0, 0));
    sink.on(new Event.Began(0, 1, new Part.Text("")));
    sink.on(new Event.Grew(0, 1, "one, ", List.of()));
    house.fresh = false;
    sink.failed(CUT);
    assertThat(house.provider(1).asked.getFirst().reasoning()).isEqualTo(Reasoning.OFF);
    house.answer(1, "two");
    assertThat(parts()).containsExactly(new Part.Thought("hm"), new Part.Text("one, two"));
  }

  static Stream<List<Event>> whatCannotBeGoneOnWith() {
    var words = new Event.Began(0, 0, new Part.Text(""));
    var word = new Event.Grew(0, 0, "one", List.of());
    var end = new Event.Ended(0, 0);
    var call = new Event.Began(0, 1, new Part.ToolCall("c", "f", ""));
    var thought = new Event.Began(0, 0, new Part.Thought(""));
    return Stream.of(
        List.of(words, word, end, call),
        List.of(words, word, end, call, new Event.Ended(0, 1)),
        List.of(thought, new Event.Grew(0, 0, "hm", List.of())),
        List.of(thought, new Event.Grew(0, 0, "hm", List.of()), end),
        List.of(words, word, end, new Event.Stopped(0, new Stop.Ended())),
        List.of(new Event.Began(0, 0, new Part.Refusal("")), word),
        List.of(
            thought,
            new Event.Grew(0, 0, "hm", List.of()),
            new Event.Signed(0, 0, new Part.Signature("acme", "s")),
            end,
            new Event.Began(0, 1, new Part.Text("")),
            new Event.Grew(0, 1, "one", List.of())));
  }

  @ParameterizedTest
  @MethodSource
  void whatCannotBeGoneOnWith(List<Event> said) {
    house.ask();
    house.provider(0).sink().on(new Event.Opened("x", "y"));
    said.forEach(house.provider(0).sink()::on);
    house.fresh = false;
    house.fail(0, CUT);
    assertThat(house.asked()).containsExactly(1, 0, 0);
    assertThat(house.failures).containsExactly(CUT);
  }

  static Stream<Request> whatNobodyGoesOnWith() {
    return Stream.of(
        CHAT.withDetail(Detail.logprobs(0)),
        CHAT.withDetail(new Detail(Detail.none().logprobs(), false, true)),
        CHAT.withConstraint(new Constraint("response_format", new Constraint.JsonObject())),
        CHAT.withBounds(new Bounds(Bounds.none().maxTokens(), List.of(), 2)));
  }

  @ParameterizedTest
  @MethodSource
  void whatNobodyGoesOnWith(Request request) {
    house.request = request;
    breakOff("one, ");
    assertThat(house.failures).containsExactly(CUT);
    assertThat(house.asked()).containsExactly(1, 0, 0);
  }

  @Test
  void anEndThatEverybodyWouldComeToIsNotGoneOnFrom() {
    house.ask();
    house.provider(0).say("one, ");
    house.fresh = false;
    var filtered = new Failure.Upstream("p0", 400, Optional.of("content_filter"), "no");
    house.fail(0, filtered);
    assertThat(house.failures).containsExactly(filtered);
    assertThat(house.asked()).containsExactly(1, 0, 0);
  }

  @Test
  void tokensAreGoneOnWithAsTokens() {
    house.means = house.means.asking(Relaying.TOKENS);
    house.request = Request.of("m", new Prompt.Tokens(List.of(1, 2)));
    house.ask();
    assertThat(house.provider(0).asked.getFirst().detail().tokens()).isTrue();
    Upstream.Sink sink = house.provider(0).sink();
    sink.on(new Event.Opened("x", "y"));
    sink.on(new Event.Began(0, 0, new Part.Text("")));
    sink.on(new Event.Sampled(0, List.of(3, 4)));
    sink.on(new Event.Grew(0, 0, "one", List.of()));
    sink.on(new Event.Sampled(0, List.of(5)));
    house.fresh = false;
    sink.failed(CUT);
    assertThat(house.provider(1).asked.getFirst().prompt())
        .isEqualTo(new Prompt.Tokens(List.of(1, 2, 3, 4)));
    house.answer(1, " two");
    assertThat(house.text()).isEqualTo("one two");
    assertThat(house.events).noneMatch(Event.Sampled.class::isInstance);
  }

  @Test
  void aTextIsGoneOnWithAsALongerText() {
    house.means = house.means.asking(Relaying.TOKENS);
    house.request = Request.of("m", new Prompt.Text("Count: "));
    breakOff("one");
    assertThat(house.provider(1).asked.getFirst().prompt())
        .isEqualTo(new Prompt.Text("Count: one"));
    house.relay.cancel();
  }

  @Test
  void nobodyGoesOnWhereThatIsOff() {
    house.manner = new Manner(2, Optional.empty(), Continuation.OFF, Duration.ofMinutes(30));
    breakOff("one, ");
    assertThat(house.failures).containsExactly(CUT);
  }

  private List<Part> parts() {
    return Reply.of(house.events).choices().getFirst().pieces().stream()
        .map(Reply.Piece::part)
        .toList();
  }

  /// The first provider says so much, which the client sees, and breaks off.
  private void breakOff(String words) {
    house.ask();
    house.provider(0).say(words);
    house.fresh = false;
    house.fail(0, CUT);
  }
}
