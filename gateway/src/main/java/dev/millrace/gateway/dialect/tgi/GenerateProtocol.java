package dev.millrace.gateway.dialect.tgi;

import dev.millrace.gateway.dialect.Incoming;
import dev.millrace.gateway.dialect.Means;
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
import java.util.Optional;
import java.util.Set;

/// Text Generation Inference's `POST /generate_stream`: a text, and what follows from it.
///
/// @param provider its name, for failures
public record GenerateProtocol(String provider) implements Protocol {
  @Override
  public Means means() {
    return new Means(
        EnumSet.of(
            Parameter.TEMPERATURE,
            Parameter.TOP_P,
            Parameter.TOP_K,
            Parameter.REPETITION_PENALTY,
            Parameter.FREQUENCY_PENALTY,
            Parameter.MAX_TOKENS,
            Parameter.STOP,
            Parameter.SEED),
        Map.of(),
        EnumSet.of(Means.Ask.TEXT_PROMPTS, Means.Ask.KEPT_PREFIXES),
        EnumSet.of(Means.Shape.SCHEMA, Means.Shape.REGEX),
        new Means.Thinking(false, Set.of(), false),
        Optional.of(Set.of()),
        Set.of());
  }

  @Override
  public Written write(Request request) {
    return Written.of("/generate_stream", Requests.write(request));
  }

  @Override
  public Incoming answer(Request request) {
    return new Answer(provider, request);
  }

  private record Answer(String provider, Request request) implements Incoming {
    @Override
    public boolean streams(String contentType) {
      return contentType.startsWith(FrameStream.TYPE);
    }

    @Override
    public Translator<byte[], Event> stream() {
      return new FrameStream(provider, new FromFrames(provider, request));
    }

    @Override
    public List<Event> whole(byte[] body) {
      return Replies.read(body, provider, request);
    }

    @Override
    public Failure failure(int status, Map<String, String> headers, byte[] body) {
      return Failures.read(status, headers, body, provider);
    }
  }
}
