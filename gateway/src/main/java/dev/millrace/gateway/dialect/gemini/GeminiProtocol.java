package dev.millrace.gateway.dialect.gemini;

import dev.millrace.gateway.dialect.Incoming;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.dialect.Means.Shape;
import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.gateway.dialect.sse.FrameStream;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Parameter;
import dev.millrace.llm.Request;
import dev.millrace.llm.Translator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Google's Gemini API, as AI Studio and Vertex AI speak it.
///
/// @param provider its name, for failures
public record GeminiProtocol(String provider, Host host) implements Protocol {
  private static final Set<Parameter> LACKING =
      EnumSet.of(
          Parameter.MIN_P,
          Parameter.REPETITION_PENALTY,
          Parameter.MIN_TOKENS,
          Parameter.LOGIT_BIAS,
          Parameter.STOP_TOKEN_IDS);
  private static final Set<Ask> ASKS =
      EnumSet.of(
          Ask.TOOLS,
          Ask.FORCED_CALLS,
          Ask.STRICT_TOOLS,
          Ask.KEPT_PREFIXES,
          Ask.IMAGES,
          Ask.DOCUMENTS,
          Ask.AUDIO,
          Ask.VIDEO,
          Ask.STORED_FILES,
          Ask.IMAGES_OF_TOOLS);
  private static final double JUST_BELOW_2 = 1.99; // Google's penalties end before 2

  @Override
  public Means means() {
    return Means.chat()
        .without(LACKING)
        .within(Parameter.N, new Parameter.Span(1, 8))
        .within(Parameter.PRESENCE_PENALTY, new Parameter.Span(-2, JUST_BELOW_2))
        .within(Parameter.FREQUENCY_PENALTY, new Parameter.Span(-2, JUST_BELOW_2))
        .asking(ASKS)
        .replaying(Means.Replay.FORBIDDEN)
        .shaping(EnumSet.of(Shape.OBJECT, Shape.SCHEMA, Shape.CHOICE))
        .knowing(RequestWriter.EXTRAS)
        .reading(Set.of(Wire.MAKER));
  }

  @Override
  public Means means(String model) {
    return means().thinking(Mind.of(model).means().replaying(Means.Replay.FORBIDDEN));
  }

  @Override
  public Written write(Request request) {
    String path = host.path(request.model(), "streamGenerateContent") + "?alt=sse";
    return Written.of(path, Requests.write(request, host));
  }

  @Override
  public Incoming answer(Request request) {
    return new Answer(provider, Asked.of(request));
  }

  private record Answer(String provider, Asked asked) implements Incoming {
    @Override
    public boolean streams(String contentType) {
      return contentType.startsWith(FrameStream.TYPE);
    }

    @Override
    public Translator<byte[], Event> stream() {
      return new FrameStream(provider, new FromFrames(provider, asked));
    }

    @Override
    public List<Event> whole(byte[] body) {
      return Replies.read(body, provider, asked);
    }

    @Override
    public Failure failure(int status, Map<String, String> headers, byte[] body) {
      return Failures.read(status, headers, body, provider);
    }
  }
}
