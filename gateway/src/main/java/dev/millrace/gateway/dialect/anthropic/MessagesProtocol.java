package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.dialect.Incoming;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.gateway.dialect.sse.FrameStream;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Parameter;
import dev.millrace.llm.Reasoning.Effort;
import dev.millrace.llm.Request;
import dev.millrace.llm.Translator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Anthropic's Messages, as a provider speaks them.
///
/// @param provider its name, for failures
public record MessagesProtocol(String provider, Host host) implements Protocol {
  private static final String VERSION = "2023-06-01";
  private static final Set<Ask> ASKS =
      Set.of(
          Ask.PREFILL,
          Ask.TOOLS,
          Ask.FORCED_CALLS,
          Ask.SERIAL_CALLS,
          Ask.STRICT_TOOLS,
          Ask.CACHE_POINTS,
          Ask.LINKED_IMAGES,
          Ask.LINKED_DOCUMENTS,
          Ask.IMAGES,
          Ask.DOCUMENTS,
          Ask.STORED_FILES,
          Ask.IMAGES_OF_TOOLS);

  /// Anthropic itself.
  public MessagesProtocol(String provider) {
    this(provider, Host.anthropic());
  }

  /// Anthropic's models at Google's Vertex AI.
  public static MessagesProtocol atVertex(String provider) {
    return new MessagesProtocol(provider, Host.anthropic().at(Host.Venue.VERTEX));
  }

  /// Nobody thinks before a call that is demanded, or in the midst of an answer. (2026-11)
  private static final Means.Apart APART =
      new Means.Apart(
          Set.of(Ask.FORCED_CALLS, Ask.PREFILL), Set.of(Parameter.TEMPERATURE, Parameter.TOP_K));

  @Override
  public Means means() {
    return new Means(
        Set.of(
            Parameter.TEMPERATURE,
            Parameter.TOP_P,
            Parameter.TOP_K,
            Parameter.MAX_TOKENS,
            Parameter.STOP),
        Map.of(Parameter.TEMPERATURE, new Parameter.Span(0, 1)),
        ASKS,
        Set.of(Means.Shape.SCHEMA),
        new Means.Thinking(
            true,
            Set.of(Effort.LOW, Effort.MEDIUM, Effort.HIGH, Effort.XHIGH, Effort.MAX),
            true,
            host.unsigned() ? Means.Replay.WELCOME : Means.Replay.FORBIDDEN,
            APART),
        Optional.of(Set.of("user", "safety_identifier", "service_tier", Betas.FIELD)),
        Set.of(host.maker()));
  }

  @Override
  public Written write(Request request) {
    return new Written(path(request.model()), headers(request), Requests.write(request, host));
  }

  @Override
  public Incoming answer(Request request) {
    return new Answer(Expected.of(request, provider, host));
  }

  private String path(String model) {
    String name = URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
    return switch (host.venue()) {
      case MESSAGES -> "/v1/messages";
      case VERTEX -> "/" + name.replace("%40", "@") + ":streamRawPredict";
      case BEDROCK -> "/model/" + name + "/invoke";
    };
  }

  private Map<String, String> headers(Request request) {
    var headers = new HashMap<String, String>();
    switch (host.venue()) {
      case MESSAGES -> {
        headers.put("accept", FrameStream.TYPE);
        headers.put("anthropic-version", VERSION);
        var betas = Betas.of(request, host);
        if (!betas.isEmpty()) {
          headers.put("anthropic-beta", String.join(",", betas));
        }
      }
      case VERTEX -> headers.put("accept", FrameStream.TYPE);
      case BEDROCK -> headers.put("accept", "application/json");
    }
    return headers;
  }

  private record Answer(Expected expected) implements Incoming {
    @Override
    public boolean streams(String contentType) {
      return contentType.startsWith(FrameStream.TYPE);
    }

    @Override
    public Translator<byte[], Event> stream() {
      return new FrameStream(expected.provider(), new FromFrames(expected));
    }

    @Override
    public List<Event> whole(byte[] body) {
      return Replies.read(body, expected);
    }

    @Override
    public Failure failure(int status, Map<String, String> headers, byte[] body) {
      return Failures.read(status, headers, body, expected.provider());
    }
  }
}
