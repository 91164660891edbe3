package dev.millrace.gateway.provider;

import dev.millrace.gateway.dialect.Protocol.Written;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Upstream.Exchange;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.HashMap;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Sends requests to a provider, signed by whoever it knows us as; first asks for a credential where
/// that has run out. On a loop.
record Dispatch(Provider provider, Transport transport) {
  private static final System.Logger LOG = System.getLogger("millrace.providers");

  private static final Pattern CLIMBING = Pattern.compile("/\\.{1,2}(?:/|$)");

  /// @param cancels is told how the connection is given up
  /// @param failed is told when nothing can be sent
  Exchange send(
      Written written,
      Transport.Receiver receiver,
      Consumer<Runnable> cancels,
      Consumer<Failure> failed) {
    if (climbs(written.path())) {
      String why = "the name of the model leads to another place of the provider";
      failed.accept(new Failure.Upstream(provider.name(), 404, Optional.empty(), why));
      return new Late();
    }
    Supplier<Exchange> sending = () -> sent(written, receiver, cancels);
    if (provider.credential().ready()) {
      return sending.get();
    }
    var late = new Late();
    transport.aside(
        provider.credential()::refresh,
        () -> late.begin(sending),
        why -> late.begin(() -> refused(why, failed)));
    return late;
  }

  /// Whether a path has segments that servers resolve, which no name of a model is let to bring along.
  private static boolean climbs(String path) {
    return CLIMBING.matcher(path.split("\\?", 2)[0]).find();
  }

  private Exchange sent(Written written, Transport.Receiver receiver, Consumer<Runnable> cancels) {
    var uri = URI.create(provider.base() + written.path());
    var headers = new HashMap<>(provider.headers());
    headers.putAll(written.headers());
    headers.put("content-type", "application/json");
    headers.putAll(provider.credential().headers(uri, headers, written.body()));
    var patience = provider.patience();
    var exchange =
        transport.send(
            new Transport.Outgoing(
                uri, headers, written.body(), patience.connect(), patience.first()),
            receiver);
    cancels.accept(exchange::cancel);
    return exchange;
  }

  private Exchange refused(Exception why, Consumer<Failure> failed) {
    String told = "no credentials for provider " + provider.name();
    LOG.log(Level.WARNING, "{0}: {1}", told, why.getMessage());
    failed.accept(new Failure.Upstream(provider.name(), 401, Optional.empty(), told));
    return new Late();
  }

  /// An exchange that is sent later, or never. Used on its loop only.
  static final class Late implements Exchange {
    private Optional<Exchange> sent = Optional.empty();
    private boolean cancelled;
    private boolean paused;

    void begin(Supplier<Exchange> sending) {
      if (cancelled) {
        return;
      }
      var exchange = sending.get();
      sent = Optional.of(exchange);
      if (paused) {
        exchange.pause();
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
      sent.ifPresent(Exchange::cancel);
    }

    @Override
    public void pause() {
      paused = true;
      sent.ifPresent(Exchange::pause);
    }

    @Override
    public void resume() {
      paused = false;
      sent.ifPresent(Exchange::resume);
    }
  }
}
