package dev.millrace.gateway.provider;

import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Upstream;

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
      return new Dispatch.Late();
    }
    var answer = new HostedAnswer(provider, protocol.answer(request), sink);
    return new Dispatch(provider, transport)
        .send(written, answer, answer::cancelWith, sink::failed);
  }
}
