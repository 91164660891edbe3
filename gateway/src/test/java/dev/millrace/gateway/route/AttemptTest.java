package dev.millrace.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.loop.ManualLoop;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Message;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class AttemptTest {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration STALL = Duration.ofSeconds(3);
  private static final Event OPENED = new Event.Opened("id", "model");

  private final ManualLoop loop = new ManualLoop();
  private final FakeUpstream upstream = new FakeUpstream();
  private final Heard heard = new Heard();
  private final Target target = new Target("acme", upstream, FIRST, STALL);
  private final Attempt attempt = new Attempt(target, loop, heard);

  @Test
  void eventsFromAnotherThreadArriveOnTheLoopInOrder() {
    start();
    loop.leave();
    upstream.sink().on(OPENED);
    upstream.sink().on(new Event.Closed());
    assertThat(heard.all).isEmpty();
    loop.turn();
    assertThat(heard.all).containsExactly(OPENED, new Event.Closed());
  }

  @Test
  void anUpstreamThatNeverSpeaksIsGivenUp() {
    start();
    loop.pass(FIRST.minusMillis(1));
    assertThat(heard.all).isEmpty();
    loop.pass(Duration.ofMillis(1));
    assertThat(heard.all).containsExactly(new Failure.Silent("acme", FIRST));
    assertThat(upstream.calls).containsExactly("cancel");
  }

  @Test
  void anUpstreamThatFallsSilentIsGivenUp() {
    start();
    upstream.sink().on(OPENED);
    loop.pass(STALL);
    assertThat(heard.all.getLast()).isInstanceOf(Failure.Truncated.class);
    assertThat(upstream.calls).containsExactly("cancel");
  }

  @Test
  void aSlowButSteadyStreamIsNotGivenUp() {
    start();
    for (int n = 0; n < 100; n++) {
      upstream.sink().on(new Event.Grew(0, 0, "x", List.of()));
      loop.pass(STALL.minusMillis(1));
    }
    assertThat(heard.all).hasSize(100).allMatch(Event.class::isInstance);
  }

  @Test
  void aStreamThatWePausedMayBeSilent() {
    start();
    upstream.sink().on(OPENED);
    attempt.pause();
    loop.pass(STALL.multipliedBy(100));
    assertThat(heard.all).containsExactly(OPENED);
    attempt.resume();
    assertThat(upstream.calls).containsExactly("pause", "resume");
    loop.pass(STALL.multipliedBy(2));
    assertThat(heard.all.getLast()).isInstanceOf(Failure.Truncated.class);
  }

  @Test
  void aStreamThatEndsWhilePausedDoesNotLeaveItsConnectionPaused() {
    start();
    upstream.sink().on(OPENED);
    attempt.pause();
    upstream.sink().on(new Event.Closed());
    assertThat(upstream.calls).containsExactly("pause", "resume");
  }

  @Test
  void nothingIsHeardAfterTheEnd() {
    start();
    upstream.sink().on(new Event.Closed());
    upstream.sink().on(OPENED);
    upstream.sink().failed(new Failure.Unavailable("late"));
    assertThat(heard.all).containsExactly(new Event.Closed());
    assertThat(loop.timers()).isZero();
  }

  @Test
  void nothingIsHeardAfterACancel() {
    start();
    attempt.cancel();
    attempt.cancel();
    upstream.sink().on(OPENED);
    upstream.sink().failed(new Failure.Unavailable("late"));
    assertThat(heard.all).isEmpty();
    assertThat(upstream.calls).containsExactly("cancel");
    assertThat(loop.timers()).isZero();
  }

  @Test
  void anAttemptCancelledBeforeItStartsAsksNobody() {
    attempt.cancel();
    start();
    assertThat(upstream.sinks).isEmpty();
  }

  @Test
  void anUpstreamThatFailsWhileItIsOpenedIsHeardOnce() {
    var failing = new FakeUpstream();
    failing.atOnce = sink -> sink.failed(new Failure.Unavailable("no"));
    var other = new Target("acme", failing, FIRST, STALL);
    new Attempt(other, loop, heard).start(request());
    loop.pass(FIRST.multipliedBy(2));
    assertThat(heard.all).containsExactly(new Failure.Unavailable("no"));
  }

  private void start() {
    attempt.start(request());
  }

  private static Request request() {
    return Request.of("m", List.of(Message.of(Role.USER, "hello")));
  }

  private static final class Heard implements Upstream.Sink {
    private final List<Object> all = new ArrayList<>();

    @Override
    public void on(Event event) {
      all.add(event);
    }

    @Override
    public void failed(Failure failure) {
      all.add(failure);
    }
  }

  private static final class FakeUpstream implements Upstream {
    private final List<Sink> sinks = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private Consumer<Sink> atOnce = _ -> {};

    @Override
    public Exchange open(Request request, Sink sink) {
      sinks.add(sink);
      atOnce.accept(sink);
      return new Exchange() {
        @Override
        public void cancel() {
          calls.add("cancel");
        }

        @Override
        public void pause() {
          calls.add("pause");
        }

        @Override
        public void resume() {
          calls.add("resume");
        }
      };
    }

    Sink sink() {
      return sinks.getFirst();
    }
  }
}
