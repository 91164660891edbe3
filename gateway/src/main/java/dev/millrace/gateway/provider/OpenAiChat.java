package dev.millrace.gateway.provider;

import dev.millrace.gateway.dialect.openai.chat.Estimate;
import dev.millrace.gateway.dialect.openai.chat.Requests;
import dev.millrace.llm.Request;
import dev.millrace.llm.Upstream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/// A provider that speaks OpenAI Chat Completions. Always asks for a stream, so that there is one
/// code path, a stall is seen, and a cancel spares tokens.
public final class OpenAiChat implements Upstream {
  private final Provider provider;
  private final Transport transport;
  private final URI uri;
  private final Map<String, String> headers;

  public OpenAiChat(Provider provider, Transport transport) {
    this.provider = provider;
    this.transport = transport;
    this.uri = URI.create(provider.base() + "/chat/completions");
    var all = new HashMap<>(provider.headers());
    all.putAll(provider.credential().headers());
    all.put("content-type", "application/json");
    all.put("accept", "text/event-stream");
    this.headers = Map.copyOf(all);
  }

  @Override
  public Exchange open(Request request, Sink sink) {
    var patience = provider.patience();
    var outgoing =
        new Transport.Outgoing(
            uri, headers, Requests.write(request, true), patience.connect(), patience.first());
    var answer = new OpenAiAnswer(provider, Estimate.prompt(request), sink);
    var exchange = transport.send(outgoing, answer);
    answer.cancelWith(exchange::cancel);
    return exchange;
  }
}
