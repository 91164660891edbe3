package dev.millrace.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.loop.ManualLoop;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Part;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Request;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Upstream;
import dev.millrace.llm.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BatchTest {
  private final ManualLoop loop = new ManualLoop();
  private final Many upstream = new Many();
  private final Heard heard = new Heard();

  @Test
  void theChoicesOfEachRequestFollowOnThoseOfTheOneBefore() {
    batch(3, 2).start();
    upstream.answer(2, 2);
    upstream.answer(0, 2);
    upstream.answer(1, 2);
    var reply = Reply.of(heard.events);
    assertThat(reply.choices()).extracting(Reply.Choice::index).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(reply.choices())
        .extracting(Reply.Choice::text)
        .containsExactly("p0c0", "p0c1", "p1c0", "p1c1", "p2c0", "p2c1");
  }

  @Test
  void usageIsTheSumAndTrustedNoFurtherThanItsLeastCertainPart() {
    batch(2, 1).start();
    upstream.answer(0, 1);
    upstream.sinks.get(1).on(new Event.Opened("x", "y"));
    upstream.say(1, 0);
    upstream.end(1, new Usage(7, 2, 4, 1, Usage.Origin.ESTIMATED));
    assertThat(Reply.of(heard.events).usage())
        .isEqualTo(new Usage(10, 3, 6, 1, Usage.Origin.ESTIMATED));
  }

  @Test
  void aSingleRequestIsHeardAsItIs() {
    batch(1, 1).start();
    upstream.answer(0, 1);
    assertThat(heard.events).isEqualTo(upstream.told);
  }

  @Test
  void onlySoManyAreAskedAtOnceAndTheNextWhenOneIsWhole() {
    batch(20, 1).start();
    assertThat(upstream.sinks).hasSize(8);
    upstream.answer(3, 1);
    assertThat(upstream.sinks).hasSize(9);
    IntStream.range(0, 20)
        .filter(number -> number != 3)
        .forEach(number -> upstream.answer(number, 1));
    assertThat(Reply.of(heard.events).choices()).hasSize(20);
  }

  @Test
  void theFirstFailureIsThatOfAllAndTheOthersAreLetGo() {
    batch(20, 1).start();
    var busy = new Failure.Overloaded("busy", Duration.ofSeconds(1));
    upstream.sinks.get(2).failed(busy);
    upstream.sinks.get(3).failed(new Failure.Unavailable("late"));
    assertThat(heard.failures).containsExactly(busy);
    assertThat(upstream.calls)
        .hasSize(7)
        .allMatch(call -> call.endsWith("cancel"))
        .doesNotContain("2 cancel");
    assertThat(upstream.sinks).hasSize(8);
    assertThat(loop.timers()).isZero();
  }

  @Test
  void whatIsWrongWithAPromptIsToldOfThatPrompt() {
    batch(3, 1).start();
    upstream.sinks.get(1).failed(new Failure.BadRequest("prompt[5]", Problem.OUT_OF_RANGE, "no"));
    assertThat(heard.failures)
        .containsExactly(new Failure.BadRequest("prompt[1][5]", Problem.OUT_OF_RANGE, "no"));
  }

  @Test
  void whatIsWrongWithAnotherFieldIsToldAsItIs() {
    batch(3, 1).start();
    var wrong = new Failure.BadRequest("ebnf:1:3", Problem.MALFORMED, "no");
    upstream.sinks.get(1).failed(wrong);
    assertThat(heard.failures).containsExactly(wrong);
  }

  @Test
  void aCancelReachesAllAndNothingIsHeardAfterIt() {
    var batch = batch(3, 1);
    batch.start();
    upstream.answer(0, 1);
    int before = heard.events.size();
    batch.cancel();
    batch.cancel();
    upstream.say(1, 0);
    assertThat(upstream.calls).containsExactlyInAnyOrder("1 cancel", "2 cancel");
    assertThat(heard.events).hasSize(before);
  }

  @Test
  void whoCancelsBeforeTheStartAsksNobody() {
    var batch = batch(3, 1);
    batch.cancel();
    batch.start();
    assertThat(upstream.sinks).isEmpty();
  }

  @Test
  void aPauseHoldsThoseThatBeginLaterToo() {
    var batch = batch(9, 1);
    batch.start();
    batch.pause();
    assertThat(upstream.calls).hasSize(8).allMatch(call -> call.endsWith("pause"));
    upstream.answer(0, 1);
    assertThat(upstream.calls).contains("8 pause");
    upstream.calls.clear();
    batch.resume();
    assertThat(upstream.calls).hasSize(8).contains("8 resume").doesNotContain("0 resume");
  }

  @Test
  void anUpstreamThatAnswersAtOnceIsAskedForEveryOne() {
    upstream.atOnce = true;
    batch(30, 1).start();
    assertThat(Reply.of(heard.events).choices()).hasSize(30);
  }

  private Batch batch(int prompts, int choices) {
    var bounds = new Bounds(OptionalInt.of(4), List.of(), choices);
    var requests =
        IntStream.range(0, prompts)
            .mapToObj(number -> Request.of("m", new Prompt.Text("p" + number)).withBounds(bounds))
            .toList();
    var target = new Target("acme", upstream, Duration.ofSeconds(9), Duration.ofSeconds(9));
    return new Batch(Places.attempt(target, requests), loop, heard);
  }

  private static final class Heard implements Upstream.Sink {
    private final List<Event> events = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();

    @Override
    public void on(Event event) {
      events.add(event);
    }

    @Override
    public void failed(Failure failure) {
      failures.add(failure);
    }
  }

  /// Answers each request as a test says, every choice with the name of its prompt and its own.
  private static final class Many implements Upstream {
    private final List<Sink> sinks = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final List<Event> told = new ArrayList<>();
    private boolean atOnce;

    @Override
    public Exchange open(Request request, Sink sink) {
      int number = sinks.size();
      sinks.add(sink);
      if (atOnce) {
        answer(number, request.bounds().choices());
      }
      return new Exchange() {
        @Override
        public void cancel() {
          calls.add(number + " cancel");
        }

        @Override
        public void pause() {
          calls.add(number + " pause");
        }

        @Override
        public void resume() {
          calls.add(number + " resume");
        }
      };
    }

    void answer(int number, int choices) {
      tell(number, new Event.Opened("id" + number, "m"));
      IntStream.range(0, choices).forEach(choice -> say(number, choice));
      end(number, new Usage(3, 1, 2, 0, Usage.Origin.EXACT));
    }

    void say(int number, int choice) {
      tell(number, new Event.Began(choice, 0, new Part.Text("")));
      tell(number, new Event.Grew(choice, 0, "p" + number + "c" + choice, List.of()));
      tell(number, new Event.Ended(choice, 0));
      tell(number, new Event.Stopped(choice, new Stop.Ended()));
    }

    void end(int number, Usage usage) {
      tell(number, new Event.Metered(usage));
      tell(number, new Event.Closed());
    }

    private void tell(int number, Event event) {
      told.add(event);
      sinks.get(number).on(event);
    }
  }
}
