package dev.millrace.gateway.route;

import dev.millrace.gateway.loop.Loop;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Request;
import dev.millrace.llm.Upstream;
import java.time.Duration;
import java.util.Optional;

/// One try at one upstream: brings what it tells onto the loop, watches the clock, and makes sure
/// that the sink hears of exactly one end. Used on its loop only, whatever thread the upstream uses.
public final class Attempt implements Upstream.Exchange {
  private final Target target;
  private final Loop loop;
  private final Upstream.Sink sink;
  private Optional<Upstream.Exchange> exchange = Optional.empty();
  private Optional<Loop.Timer> timer = Optional.empty();
  private long events;
  private boolean paused;
  private boolean over;

  public Attempt(Target target, Loop loop, Upstream.Sink sink) {
    this.target = target;
    this.loop = loop;
    this.sink = sink;
  }

  /// Starts, unless it was cancelled before. Once only.
  public void start(Request request) {
    if (over) {
      return;
    }
    watch(target.first(), 0);
    var started = target.upstream().open(request, new Hop());
    if (over) {
      started.cancel();
      return;
    }
    exchange = Optional.of(started);
    if (paused) {
      started.pause();
    }
  }

  @Override
  public void cancel() {
    if (!over) {
      finish();
      exchange.ifPresent(Upstream.Exchange::cancel);
    }
  }

  @Override
  public void pause() {
    if (!paused) {
      paused = true;
      exchange.ifPresent(Upstream.Exchange::pause);
    }
  }

  @Override
  public void resume() {
    if (paused) {
      paused = false;
      exchange.ifPresent(Upstream.Exchange::resume);
    }
  }

  private void take(Event event) {
    if (over) {
      return;
    }
    events++;
    if (events == 1) {
      timer.ifPresent(Loop.Timer::cancel);
      watch(target.stall(), events);
    }
    if (event instanceof Event.Closed) {
      finish();
    }
    sink.on(event);
    if (over) {
      resume(); // nobody reads any more: let what is left of a connection drain, not lie paused
    }
  }

  private void fail(Failure failure) {
    if (!over) {
      finish();
      sink.failed(failure);
    }
  }

  private void finish() {
    over = true;
    timer.ifPresent(Loop.Timer::cancel);
  }

  /// Gives up when no event has come since `seen`; a paused stream is silent by our own wish.
  private void watch(Duration patience, long seen) {
    timer = Optional.of(loop.after(patience, () -> look(seen)));
  }

  private void look(long seen) {
    if (over) {
      return;
    }
    if (events != seen || paused) {
      watch(target.stall(), events);
      return;
    }
    exchange.ifPresent(Upstream.Exchange::cancel);
    fail(silence(seen));
  }

  private Failure silence(long seen) {
    return seen == 0
        ? new Failure.Silent(target.provider(), target.first())
        : new Failure.Truncated(
            target.provider(), "it has sent nothing for " + target.stall().toSeconds() + " s");
  }

  private final class Hop implements Upstream.Sink {
    @Override
    public void on(Event event) {
      if (loop.inside()) {
        take(event);
      } else {
        loop.run(() -> take(event));
      }
    }

    @Override
    public void failed(Failure failure) {
      if (loop.inside()) {
        fail(failure);
      } else {
        loop.run(() -> fail(failure));
      }
    }
  }
}
