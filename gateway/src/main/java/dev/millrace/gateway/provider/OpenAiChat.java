package dev.millrace.gateway.provider;

import dev.millrace.gateway.dialect.openai.chat.Estimate;
import dev.millrace.gateway.dialect.openai.chat.Requests;
import dev.millrace.llm.Refused;
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
    byte[] body;
    try {
      body = Requests.write(request, true);
    } catch (Refused refused) {
      sink.failed(refused.failure());
      return new Nothing();
    }
    var patience = provider.patience();
    var outgoing = new Transport.Outgoing(uri, headers, body, patience.connect(), patience.first());
    var answer = new OpenAiAnswer(provider, Estimate.prompt(request), sink);
    var exchange = transport.send(outgoing, answer);
    answer.cancelWith(exchange::cancel);
    return exchange;
  }

  /// An exchange that was over before it began.
  private record Nothing() implements Exchange {
    @Override
    public void cancel() {}

    @Override
    public void pause() {}

    @Override
    public void resume() {}
  }
}
