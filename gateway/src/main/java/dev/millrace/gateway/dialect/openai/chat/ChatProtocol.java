package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.Incoming;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.gateway.dialect.sse.FrameStream;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Request;
import dev.millrace.llm.Translator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// OpenAI Chat Completions, as a provider speaks it.
///
/// @param provider its name, for failures
/// @param quirks how it differs from others
/// @param means what can be asked of it
public record ChatProtocol(String provider, Quirks quirks, Means means) implements Protocol {
  public ChatProtocol {
    means =
        means.replaying(
            switch (quirks.replay().rule()) {
              case REQUIRED -> Means.Replay.REQUIRED;
              case WELCOME -> Means.Replay.WELCOME;
              case FORBIDDEN -> Means.Replay.FORBIDDEN;
            });
  }

  /// A provider of which we know nothing else.
  public ChatProtocol(String provider) {
    this(provider, Quirks.usual(), Means.chat());
  }

  @Override
  public Written write(Request request) {
    return Written.of(path(request.model()), Requests.write(known(request), quirks, true));
  }

  /// Labels that a provider does not know may be left alone, but some refuse whatever they do not know.
  private Request known(Request request) {
    return means
        .extras()
        .map(names -> {
          var kept = new HashMap<>(request.extras());
          kept.keySet().retainAll(names);
          return request.withExtras(kept);
        })
        .orElse(request);
  }

  /// Only Azure has the model in its path. (2026-11)
  private String path(String model) {
    var encoded = URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
    return quirks.path().replace("{model}", encoded);
  }

  @Override
  public Incoming answer(Request request) {
    return new Answer(provider, quirks.answering(), Estimate.prompt(request));
  }

  private record Answer(String provider, Quirks.Answering answering, int promptTokens)
      implements Incoming {
    @Override
    public boolean streams(String contentType) {
      return contentType.startsWith(FrameStream.TYPE);
    }

    @Override
    public Translator<byte[], Event> stream() {
      return new FrameStream(provider, new FromFrames(provider, answering, promptTokens));
    }

    @Override
    public List<Event> whole(byte[] body) {
      return Replies.read(body, provider, answering, promptTokens);
    }

    @Override
    public Failure failure(int status, Map<String, String> headers, byte[] body) {
      return Failures.read(status, headers, body, provider);
    }
  }
}
