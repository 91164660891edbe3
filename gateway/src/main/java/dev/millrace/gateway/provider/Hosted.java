package dev.millrace.gateway.provider;

import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Upstream;
import java.net.URI;
import java.util.HashMap;
import java.util.Optional;
import java.util.function.Supplier;

/// A provider over the network: a request is written in its protocol, signed, and sent; its answer is
/// read as it comes. Opened on a loop.
public final class Hosted implements Upstream {
  private final Provider provider;
  private final Protocol protocol;
  private final Transport transport;

  public Hosted(Provider provider, Protocol protocol, Transport transport) {
    this.provider = provider;
    this.protocol = protocol;
    this.transport = transport;
  }

  @Override
  public Exchange open(Request request, Sink sink) {
    Protocol.Written written;
    try {
      written = protocol.write(request);
    } catch (Refused refused) {
      sink.failed(refused.failure());
      return new Late();
    }
    var answer = new HostedAnswer(provider, protocol.answer(request), sink);
    if (provider.credential().ready()) {
      return send(written, answer);
    }
    var late = new Late();
    transport.aside(
        provider.credential()::refresh,
        () -> late.begin(() -> send(written, answer)),
        why -> late.begin(() -> refused(sink, why)));
    return late;
  }

  private Exchange send(Protocol.Written written, HostedAnswer answer) {
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
            answer);
    answer.cancelWith(exchange::cancel);
    return exchange;
  }

  private Exchange refused(Sink sink, Exception why) {
    String told = "no credentials for provider " + provider.name() + ": " + why.getMessage();
    sink.failed(new Failure.Upstream(provider.name(), 401, Optional.empty(), told));
    return new Late();
  }

  /// An exchange that is sent later, or never. Used on its loop only.
  private static final class Late implements Exchange {
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
