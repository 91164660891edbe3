package dev.millrace.gateway.call.prediction;

import dev.millrace.gateway.call.Witness;
import dev.millrace.gateway.call.prediction.Prediction.End;
import dev.millrace.gateway.call.prediction.Prediction.Fault;
import dev.millrace.gateway.call.prediction.Prediction.Status;
import dev.millrace.gateway.catalog.Catalog;
import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.VersionedName;
import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.openai.chat.Failures;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.loop.Loop;
import dev.millrace.gateway.profile.wrift.Wrift;
import dev.millrace.gateway.route.Plan;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.ReplyFold;
import dev.millrace.llm.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;

/// Keeps a prediction of every call, and ends those that take too long.
public final class Recorder implements Witness {
  private final Shelf shelf;
  private final Catalog catalog;
  private final InstantSource clock;
  private final Duration limit;

  /// @param limit how long an answer may take
  public Recorder(Shelf shelf, Catalog catalog, InstantSource clock, Duration limit) {
    this.shelf = shelf;
    this.catalog = catalog;
    this.clock = clock;
    this.limit = limit;
  }

  @Override
  public Hearing began(Beginning beginning) {
    var prediction =
        Prediction.pending(
            Wrift.prediction(beginning.naming().id()),
            beginning.tenant().key(),
            versioned(beginning.naming(), beginning.model()),
            clock.instant(),
            JsonWriter.text(beginning.document()));
    shelf.add(
        prediction,
        () -> beginning.loop().run(() -> beginning.cancel().accept(new Failure.Cancelled())));
    var timer =
        beginning.loop().after(limit, () -> beginning.cancel().accept(new Failure.TimedOut(limit)));
    return new Taken(beginning, prediction, timer);
  }

  private VersionedName versioned(Naming naming, Model model) {
    return catalog.version(naming.model()).orElseGet(() -> unversioned(model));
  }

  private static VersionedName unversioned(Model model) {
    return new VersionedName(model.ownedBy(), model.id(), OptionalInt.of(1));
  }

  private final class Taken implements Hearing {
    private final Beginning beginning;
    private final Loop.Timer timer;
    private final ReplyFold fold = new ReplyFold();
    private Prediction prediction;
    private Naming naming;

    Taken(Beginning beginning, Prediction prediction, Loop.Timer timer) {
      this.beginning = beginning;
      this.prediction = prediction;
      this.naming = beginning.naming();
      this.timer = timer;
    }

    @Override
    public void answeredBy(Plan.Try attempt) {
      naming = beginning.namings().apply(attempt);
      become(prediction.by(versioned(naming, attempt.place().model())));
    }

    @Override
    public void on(Event event) {
      fold.add(event);
      if (event instanceof Event.Opened && prediction.status() == Status.PENDING) {
        become(prediction.started(clock.instant()));
      }
    }

    @Override
    public void ended(Outcome outcome, Optional<Failure> failure, Usage usage) {
      timer.cancel();
      become(prediction.ended(clock.instant(), end(outcome, failure)));
    }

    private End end(Outcome outcome, Optional<Failure> failure) {
      return switch (outcome) {
        case COMPLETE, LENGTH -> new End(Status.SUCCEEDED, Optional.empty(), Optional.of(answer()));
        case CLIENT_GONE, CANCELLED ->
            new End(
                Status.CANCELLED,
                failure.filter(Failure.TimedOut.class::isInstance).map(Recorder::fault),
                Optional.empty());
        case TRUNCATED, UPSTREAM_ERROR ->
            new End(Status.FAILED, failure.map(Recorder::fault), Optional.empty());
      };
    }

    private String answer() {
      byte[] json = beginning.asked().writer().apply(naming).whole(fold.reply());
      return new String(json, StandardCharsets.UTF_8);
    }

    private void become(Prediction next) {
      prediction = next;
      shelf.update(next);
    }
  }

  private static Fault fault(Failure failure) {
    var told = Failures.envelope(failure, "messages");
    return new Fault(source(failure), told.message(), told.code());
  }

  private static String source(Failure failure) {
    boolean external =
        failure instanceof Failure.Upstream
            || failure instanceof Failure.Silent
            || failure instanceof Failure.Truncated;
    return external ? "external" : "internal";
  }
}
