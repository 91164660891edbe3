package dev.millrace.gateway.dialect.bedrock;

import dev.millrace.gateway.dialect.Incoming;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.gateway.dialect.eventstream.PacketStream;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Request;
import dev.millrace.llm.Translator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// AWS Bedrock's ConverseStream.
///
/// @param provider its name, for failures
/// @param maker who made its models, where their ids do not tell
public record ConverseProtocol(String provider, Optional<Family> maker) implements Protocol {
  @Override
  public Means means() {
    return Wire.means().replaying(Means.Replay.FORBIDDEN);
  }

  @Override
  public Means means(String model) {
    return family(model).means(model).replaying(Means.Replay.FORBIDDEN);
  }

  @Override
  public Written write(Request request) {
    String path = "/model/" + encoded(request.model()) + "/converse-stream";
    return new Written(
        path,
        Map.of("accept", PacketStream.TYPE),
        Requests.write(request, family(request.model())));
  }

  /// Ids of models have colons, and those of profiles slashes.
  private static String encoded(String model) {
    return URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }

  @Override
  public Incoming answer(Request request) {
    return new Answer(provider, request, family(request.model()));
  }

  private Family family(String model) {
    return maker.orElseGet(() -> Family.of(model));
  }

  private record Answer(String provider, Request request, Family family) implements Incoming {
    @Override
    public boolean streams(String contentType) {
      return contentType.startsWith(PacketStream.TYPE);
    }

    @Override
    public Translator<byte[], Event> stream() {
      return new PacketStream(
          provider, new FromFrames(new AnswerReader(provider, request, family), provider));
    }

    @Override
    public List<Event> whole(byte[] body) {
      return Replies.read(body, provider, new AnswerReader(provider, request, family));
    }

    @Override
    public Failure failure(int status, Map<String, String> headers, byte[] body) {
      return Failures.read(status, headers, body, provider);
    }
  }
}
