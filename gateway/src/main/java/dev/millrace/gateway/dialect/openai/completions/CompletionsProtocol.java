package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.gateway.dialect.Incoming;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.dialect.Means.Shape;
import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.gateway.dialect.openai.chat.Estimate;
import dev.millrace.gateway.dialect.openai.chat.Failures;
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

/// OpenAI Completions, as a provider speaks it: texts and tokens are gone on from, and there are no
/// conversations. What OpenAI does not know goes under the names of vLLM.
///
/// @param provider its name, for failures
public record CompletionsProtocol(String provider) implements Protocol {
  private static final Means MEANS =
      new Means(
          EnumSet.allOf(Parameter.class),
          Map.of(),
          EnumSet.of(
              Ask.TEXT_PROMPTS, Ask.TOKEN_PROMPTS, Ask.ECHO, Ask.TOKEN_IDS, Ask.KEPT_PREFIXES),
          EnumSet.of(Shape.OBJECT, Shape.SCHEMA, Shape.REGEX, Shape.CHOICE, Shape.GRAMMAR),
          new Means.Thinking(false, Set.of(), false),
          Optional.of(RequestWriter.EXTRAS),
          Set.of());

  @Override
  public Means means() {
    return MEANS;
  }

  @Override
  public Written write(Request request) {
    return Written.of("/completions", new RequestWriter(request).write());
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
      return new FrameStream(provider, new FromFrames(provider, reader()));
    }

    @Override
    public List<Event> whole(byte[] body) {
      return Replies.read(body, reader());
    }

    @Override
    public Failure failure(int status, Map<String, String> headers, byte[] body) {
      return Failures.read(status, headers, body, provider);
    }

    private AnswerReader reader() {
      return new AnswerReader(provider, Estimate.prompt(request), Echoing.of(request));
    }
  }
}
