package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.gateway.dialect.Incoming;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.dialect.Means.Shape;
import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.gateway.dialect.openai.chat.Estimate;
import dev.millrace.gateway.dialect.openai.chat.Failures;
import dev.millrace.gateway.dialect.openai.request.Spelling;
import dev.millrace.gateway.dialect.sse.FrameStream;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Parameter;
import dev.millrace.llm.Request;
import dev.millrace.llm.Translator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// OpenAI Completions, as a provider speaks it: texts and tokens are gone on from, and there are no
/// conversations. What OpenAI does not know goes under the names of vLLM.
///
/// @param provider its name, for failures
/// @param spelling how it spells what this dialect shares with Chat Completions
/// @param means what can be asked of it
public record CompletionsProtocol(String provider, Spelling spelling, Means means)
    implements Protocol {
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

  /// A provider of which we know nothing else.
  public CompletionsProtocol(String provider) {
    this(provider, Spelling.usual(), MEANS);
  }

  /// One that spells parameters and constraints as it does in Chat Completions, but for the limit of
  /// tokens, which has one name here, and knows as many of them.
  public static CompletionsProtocol like(String provider, Spelling chat, Means means) {
    var names = new HashMap<>(chat.names());
    names.remove(Parameter.MAX_TOKENS);
    var shapes = EnumSet.copyOf(MEANS.shapes());
    shapes.retainAll(chat.forms().keySet());
    var asks = EnumSet.copyOf(MEANS.asks());
    if (!means.has(Ask.TOKEN_IDS)) {
      asks.remove(Ask.TOKEN_IDS);
    }
    var own =
        new Means(
            means.parameters(),
            means.spans(),
            asks,
            shapes,
            MEANS.thinking(),
            MEANS.extras(),
            MEANS.makers());
    var spelling = new Spelling(names, chat.streamOptions(), chat.forms());
    return new CompletionsProtocol(provider, spelling, own);
  }

  @Override
  public Written write(Request request) {
    return Written.of("/completions", new RequestWriter(request, spelling).write());
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
