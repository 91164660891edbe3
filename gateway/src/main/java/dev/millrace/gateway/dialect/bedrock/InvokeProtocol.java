package dev.millrace.gateway.dialect.bedrock;

import dev.millrace.gateway.dialect.Incoming;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.gateway.dialect.anthropic.Host;
import dev.millrace.gateway.dialect.anthropic.MessagesProtocol;
import dev.millrace.gateway.dialect.eventstream.PacketStream;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Request;
import dev.millrace.llm.Translator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// AWS Bedrock's InvokeModelWithResponseStream for models of Anthropic: requests and answers are those
/// of Anthropic's Messages, in AWS's wrapping. Knows what Converse has no words for, as that no more
/// than one tool is called.
///
/// @param provider its name, for failures
/// @param inner Messages as they are written for Bedrock
public record InvokeProtocol(String provider, MessagesProtocol inner) implements Protocol {
  /// Bedrock follows no links, and keeps no files.
  private static final Set<Ask> ELSEWHERE =
      Set.of(Ask.LINKED_IMAGES, Ask.LINKED_DOCUMENTS, Ask.STORED_FILES);

  /// At a provider of that name.
  public static InvokeProtocol of(String provider) {
    var host = Host.anthropic().at(Host.Venue.BEDROCK);
    return new InvokeProtocol(provider, new MessagesProtocol(provider, host));
  }

  @Override
  public Means means() {
    return here(inner.means());
  }

  @Override
  public Means means(String model) {
    return here(inner.means(model));
  }

  private static Means here(Means means) {
    var asks = new HashSet<>(means.asks());
    asks.removeAll(ELSEWHERE);
    return means.asking(asks);
  }

  @Override
  public Written write(Request request) {
    var written = inner.write(request);
    return new Written(
        written.path() + "-with-response-stream",
        Map.of("accept", PacketStream.TYPE),
        written.body());
  }

  @Override
  public Incoming answer(Request request) {
    return new Answer(provider, inner.answer(request));
  }

  private record Answer(String provider, Incoming inner) implements Incoming {
    @Override
    public boolean streams(String contentType) {
      return contentType.startsWith(PacketStream.TYPE);
    }

    @Override
    public Translator<byte[], Event> stream() {
      return new PacketStream(provider, new FromChunks(provider, inner.stream()));
    }

    @Override
    public List<Event> whole(byte[] body) {
      return inner.whole(body);
    }

    @Override
    public Failure failure(int status, Map<String, String> headers, byte[] body) {
      return Failures.read(status, headers, body, provider);
    }
  }
}
