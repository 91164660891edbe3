package dev.millrace.gateway.route.check;

import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Request;
import dev.millrace.llm.Upstream;
import dev.millrace.llm.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One answer that is checked, over all rounds that it takes.
final class Checking implements Upstream.Exchange {
  private final Checked house;
  private final Request request;
  private final Upstream.Sink sink;
  private final List<Strand> strands = new ArrayList<>();
  private Optional<Usage> spent = Optional.empty();
  private Optional<Round> round = Optional.empty();
  private boolean opened;
  private boolean paused;
  private boolean over;

  Checking(Checked house, Request request, Upstream.Sink sink) {
    this.house = house;
    this.request = request;
    this.sink = sink;
    boolean holding = house.checks().holds(request.prompt());
    for (int choice = 0; choice < request.bounds().choices(); choice++) {
      strands.add(new Strand(choice, house.checks(), holding, this::tell));
    }
  }

  void start() {
    ask(new Round(request, strands, Optional.empty()));
  }

  @Override
  public void cancel() {
    over = true;
    round.ifPresent(Round::cancel);
  }

  @Override
  public void pause() {
    paused = true;
    round.flatMap(one -> one.exchange).ifPresent(Upstream.Exchange::pause);
  }

  @Override
  public void resume() {
    paused = false;
    round.flatMap(one -> one.exchange).ifPresent(Upstream.Exchange::resume);
  }

  private void ask(Round next) {
    round = Optional.of(next);
    next.start();
  }

  private void tell(Event event) {
    if (!over) {
      sink.on(event);
    }
  }

  private void fail(Failure failure) {
    if (!over) {
      over = true;
      sink.failed(failure);
    }
  }

  /// All choices are right, or one of them is asked again.
  private void next() {
    for (var strand : strands) {
      var wrong = strand.violation();
      if (wrong.isEmpty()) {
        continue;
      }
      ask(strand, strand.mend(request), wrong.get());
      return;
    }
    spent.map(Event.Metered::new).ifPresent(this::tell);
    tell(new Event.Closed());
    over = true;
  }

  private void ask(Strand strand, Optional<Request> asked, Violation wrong) {
    asked.ifPresentOrElse(
        again -> ask(new Round(again, List.of(strand), Optional.of(wrong))),
        () -> give(strand, wrong));
  }

  private void give(Strand strand, Violation violation) {
    spent.map(Event.Metered::new).ifPresent(this::tell);
    String tries =
        strand.repairs() == 0 ? "" : ", and " + strand.repairs() + " times mended in vain";
    fail(
        new Failure.Upstream(
            house.provider(),
            502,
            Optional.of(Checked.VIOLATED),
            "the answer does not obey `" + violation.field() + "`: " + violation.what() + tries));
  }

  /// One request to the upstream.
  private final class Round implements Upstream.Sink {
    private final Request asked;
    private final List<Strand> answering;
    private final Toll toll;
    private final Optional<Violation> cause;
    private Optional<Upstream.Exchange> exchange = Optional.empty();
    private boolean ended;

    /// @param cause what was wrong before, if anything was
    Round(Request asked, List<Strand> answering, Optional<Violation> cause) {
      this.cause = cause;
      this.asked = asked;
      this.answering = List.copyOf(answering);
      this.toll = new Toll(asked);
    }

    void start() {
      var started = house.inner().open(asked, this);
      if (ended) {
        started.cancel();
        return;
      }
      exchange = Optional.of(started);
      if (paused) {
        started.pause();
      }
    }

    void cancel() {
      ended = true;
      exchange.ifPresent(Upstream.Exchange::cancel);
    }

    @Override
    public void on(Event event) {
      if (ended || over) {
        return;
      }
      toll.count(event);
      switch (event) {
        case Event.Opened _ -> {
          if (!opened) {
            opened = true;
            tell(event);
          }
        }
        case Event.Metered _ -> meter();
        case Event.Closed _ -> finish();
        case Event.Prompted(var choice, _) -> pass(choice, event);
        case Event.Sampled(var choice, _) -> pass(choice, event);
        case Event.Began(var choice, _, _) -> pass(choice, event);
        case Event.Grew(var choice, _, _, _) -> pass(choice, event);
        case Event.Signed(var choice, _, _) -> pass(choice, event);
        case Event.Cited(var choice, _) -> pass(choice, event);
        case Event.Ended(var choice, _) -> pass(choice, event);
        case Event.Stopped(var choice, _) -> pass(choice, event);
      }
    }

    @Override
    public void failed(Failure failure) {
      if (ended) {
        return;
      }
      ended = true;
      if (cause.isPresent() && refuses(failure)) {
        ask(answering.getFirst(), answering.getFirst().resort(), cause.get());
      } else {
        fail(failure);
      }
    }

    /// Not every model goes on with an answer, even where the protocol can ask it to.
    private static boolean refuses(Failure failure) {
      return failure instanceof Failure.BadRequest
          || (failure instanceof Failure.Upstream(_, var status, _, _, _) && status == 400);
    }

    /// Who waits for what is held back hears that it is being worked on, and what it costs.
    private void meter() {
      tell(new Event.Metered(sum(toll.usage())));
    }

    private void pass(int choice, Event event) {
      if (choice >= answering.size()) {
        return;
      }
      var strand = answering.get(choice);
      strand.on(event);
      if (strand.holds() && event instanceof Event.Grew) {
        meter();
      }
      boolean waste =
          answering.stream().allMatch(one -> one.stopped() || one.violation().isPresent())
              && answering.stream().anyMatch(one -> !one.stopped());
      if (waste) {
        cancel();
        leave();
      }
    }

    private void finish() {
      ended = true;
      leave();
    }

    private void leave() {
      spent = Optional.of(sum(toll.usage()));
      next();
    }

    private Usage sum(Usage usage) {
      return spent.map(before -> before.plus(usage)).orElse(usage);
    }
  }
}
