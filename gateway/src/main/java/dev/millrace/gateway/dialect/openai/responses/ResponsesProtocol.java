package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.Incoming;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.dialect.Means.Shape;
import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.gateway.dialect.openai.chat.Estimate;
import dev.millrace.gateway.dialect.sse.FrameStream;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Parameter;
import dev.millrace.llm.Reasoning.Effort;
import dev.millrace.llm.Request;
import dev.millrace.llm.Translator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// OpenAI Responses, as a provider speaks it. Nothing is stored there; thoughts come back encrypted,
/// and go back as they came. (platform.openai.com/docs/api-reference/responses, 2026-11)
///
/// @param provider its name, for failures
public record ResponsesProtocol(String provider) implements Protocol {
  /// Whose thoughts are read there.
  static final String MAKER = "openai";

  /// OpenAI refuses less than 16 tokens. (2026-11)
  private static final Parameter.Span LENGTHS = new Parameter.Span(16, Integer.MAX_VALUE);

  private static final Means MEANS =
      new Means(
          EnumSet.of(
              Parameter.TEMPERATURE, Parameter.TOP_P, Parameter.MAX_TOKENS, Parameter.LOGPROBS),
          Map.of(Parameter.MAX_TOKENS, LENGTHS),
          EnumSet.of(
              Ask.TOOLS,
              Ask.FORCED_CALLS,
              Ask.SERIAL_CALLS,
              Ask.STRICT_TOOLS,
              Ask.KEPT_PREFIXES,
              Ask.IMAGES,
              Ask.LINKED_IMAGES,
              Ask.DOCUMENTS,
              Ask.LINKED_DOCUMENTS,
              Ask.STORED_FILES,
              Ask.IMAGES_OF_TOOLS),
          EnumSet.of(Shape.OBJECT, Shape.SCHEMA),
          new Means.Thinking(true, EnumSet.allOf(Effort.class), false),
          Optional.of(RequestWriter.EXTRAS),
          Set.of(MAKER));

  @Override
  public Means means() {
    return MEANS.replaying(Means.Replay.FORBIDDEN);
  }

  @Override
  public Written write(Request request) {
    return Written.of("/responses", new RequestWriter(request).write());
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
