package dev.millrace.gateway.call;

import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.ledger.Spent;
import dev.millrace.gateway.loop.Loop;
import dev.millrace.gateway.route.Meter;
import dev.millrace.gateway.route.Place;
import dev.millrace.gateway.route.Target;
import dev.millrace.llm.Embedder;
import dev.millrace.llm.Embedder.Vectors;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Usage;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;

/// One call for vectors under way; settles once, whatever happens. Used on the client's loop only,
/// but for what the embedder tells.
final class Embedding implements Embedder.Sink {
  private final Tab tab;
  private final Usage estimate;
  private final Place place;
  private final Target target;
  private final Writing writing;
  private final Loop loop;
  private Runnable cancel = () -> {};
  private Loop.Timer timer = () -> {};
  private boolean over;

  /// @param estimate what is used unless the embedder says otherwise
  Embedding(Tab tab, Usage estimate, Place place, Writing writing) {
    this.place = place;
    this.tab = tab;
    this.estimate = estimate;
    this.target = place.target();
    this.writing = writing;
    this.loop = writing.client().loop();
  }

  /// To whom the vectors go, and how.
  ///
  /// @param body makes the body of an answer; takes too long for a loop
  /// @param aside where that is done
  record Writing(
      Client client,
      Map<String, String> headers,
      Function<Vectors, byte[]> body,
      ErrorWriter errors,
      Aside aside) {
    Writing {
      headers = Map.copyOf(headers);
    }
  }

  void start(Embedder embedder, Embedder.Ask ask) {
    writing.client().whenGone(this::gone);
    if (over) {
      return;
    }
    timer = loop.after(target.first(), this::late);
    cancel = embedder.embed(ask, this);
  }

  @Override
  public void on(Vectors vectors) {
    writing
        .aside()
        .run(
            loop,
            () -> writing.body().apply(vectors),
            body -> done(vectors.usage(), body),
            this::refused);
  }

  @Override
  public void failed(Failure failure) {
    loop.run(() -> refused(failure));
  }

  private void done(Usage usage, byte[] body) {
    finish(
        Outcome.COMPLETE,
        usage,
        () -> {
          writing.client().answer(200, writing.headers(), body);
          return 200;
        });
  }

  private void refused(Failure failure) {
    tab.troubled(writing.errors().trouble(failure));
    finish(
        Outcome.UPSTREAM_ERROR, estimate, () -> writing.errors().write(failure, writing.client()));
  }

  private void late() {
    cancel.run();
    refused(new Failure.Silent(target.provider(), target.first()));
  }

  private void gone() {
    cancel.run();
    finish(Outcome.CLIENT_GONE, estimate, () -> 200);
  }

  private void finish(Outcome outcome, Usage usage, IntSupplier lastBytes) {
    over = true;
    timer.cancel();
    var model = place.model();
    var used = outcome.charged() ? usage : Meter.NOTHING;
    var attempt = new Spent(target.provider(), place.name(), used, outcome, model.price().of(used));
    tab.settle(outcome, new Tab.Sum(model, usage, List.of(attempt)), lastBytes);
  }
}
