package dev.millrace.gateway.dialect.anthropic;

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

/// Anthropic's Messages, as a provider speaks them.
///
/// @param provider its name, for failures
public record MessagesProtocol(String provider, Host host) implements Protocol {
  private static final String VERSION = "2023-06-01";

  /// Anthropic itself.
  public MessagesProtocol(String provider) {
    this(provider, Host.anthropic());
  }

  /// Anthropic's models at Google's Vertex AI.
  public static MessagesProtocol atVertex(String provider) {
    return new MessagesProtocol(provider, Host.anthropic().at(Host.Venue.VERTEX));
  }

  /// What can be asked of models of which nothing else is said.
  @Override
  public Means means() {
    return Abilities.of(host, host.usual());
  }

  @Override
  public Means means(String model) {
    return Abilities.of(host, host.skill(model));
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
