package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.Incoming;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.gateway.dialect.sse.FrameStream;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Request;
import dev.millrace.llm.Translator;
import java.util.List;
import java.util.Map;

/// OpenAI Chat Completions, as a provider speaks it.
///
/// @param provider its name, for failures
public record ChatProtocol(String provider) implements Protocol {
  @Override
  public Means means() {
    return Means.chat();
  }

  @Override
  public Written write(Request request) {
    return Written.of("/chat/completions", Requests.write(request, true));
  }

  @Override
  public Incoming answer(Request request) {
    return new Answer(provider, Estimate.prompt(request));
  }

  private record Answer(String provider, int promptTokens) implements Incoming {
    @Override
    public boolean streams(String contentType) {
      return contentType.startsWith(FrameStream.TYPE);
    }

    @Override
    public Translator<byte[], Event> stream() {
      return new FrameStream(provider, new FromFrames(provider, promptTokens));
    }

    @Override
    public List<Event> whole(byte[] body) {
      return Replies.read(body, provider, promptTokens);
    }

    @Override
    public Failure failure(int status, Map<String, String> headers, byte[] body) {
      return Failures.read(status, headers, body, provider);
    }
  }
}
