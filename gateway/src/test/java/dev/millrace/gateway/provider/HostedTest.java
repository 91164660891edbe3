package dev.millrace.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.gateway.dialect.bedrock.ConverseProtocol;
import dev.millrace.gateway.dialect.gemini.GeminiProtocol;
import dev.millrace.gateway.dialect.gemini.Host;
import dev.millrace.gateway.dialect.openai.chat.ChatProtocol;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Message;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Upstream;
import dev.millrace.llm.Upstream.Exchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What providers answer that cannot be read at all, and names of models that lead elsewhere.
final class HostedTest {
  private final Wire wire = new Wire();
  private final Heard heard = new Heard();

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", "br", "zstd"})
  void anAnswerThatIsCompressedWithoutBeingAskedSaysSo(String coding) {
    ask(new ChatProtocol("acme"), "tiny");
    wire.answers(200, Map.of("content-type", "text/event-stream", "content-encoding", coding));
    assertThat(heard.failures).singleElement().asString().contains("compressed");
    assertThat(wire.cancelled).isTrue();
  }

  @Test
  void anAnswerThatIsAsItIsIsRead() {
    ask(new ChatProtocol("acme"), "tiny");
    wire.answers(200, Map.of("content-type", "text/event-stream", "content-encoding", " identity"));
    assertThat(heard.failures).singleElement().asString().contains("[DONE]");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void whoSendsUsElsewhereIsNotFollowed(int status) {
    ask(new ChatProtocol("acme"), "tiny");
    wire.answers(status, Map.of("location", "https://thief.example"));
    assertThat(wire.sent).hasSize(1);
    assertThat(heard.failures)
        .singleElement()
        .asString()
        .contains("elsewhere (status " + status + ")", "base-url")
        .doesNotContain("thief");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/../..", "../../x", "a/../b", "./x", "x/.."})
  void noNameOfAModelClimbsOutOfItsPath(String model) {
    ask(new GeminiProtocol("acme", Host.AI_STUDIO), model);
    ask(new ConverseProtocol("acme", Optional.empty()), "..");
    wire.sent.forEach(out -> assertThat(out.uri().normalize()).isEqualTo(out.uri()));
    assertThat(heard.failures).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "tunedModels/mine, /v1/tunedModels/mine:streamGenerateContent",
    "a?b#c d, /v1/models/a%3Fb%23c%20d:streamGenerateContent"
  })
  void othersGoWhereTheyLead(String model, String path) {
    ask(new GeminiProtocol("acme", Host.AI_STUDIO), model);
    assertThat(wire.sent.getFirst().uri().getRawPath()).isEqualTo(path);
  }

  private void ask(Protocol protocol, String model) {
    var wait = Duration.ofSeconds(1);
    var provider =
        new Provider(
            "acme",
            URI.create("https://acme.example/v1"),
            new Credential.Anonymous(),
            Map.of(),
            new Provider.Patience(wait, wait, wait));
    var request = Request.of(model, List.of(Message.of(Role.USER, "Hi")));
    new Hosted(provider, protocol, wire).open(request, heard);
  }

  /// A connection that waits for the test.
  private static final class Wire implements Transport, Exchange {
    private final List<Outgoing> sent = new ArrayList<>();
    private Optional<Receiver> receiver = Optional.empty();
    private boolean cancelled;

    void answers(int status, Map<String, String> headers) {
      var open = receiver.orElseThrow();
      open.head(status, headers);
      open.chunk("\u001f\u008b".getBytes(StandardCharsets.ISO_8859_1));
      open.end();
    }

    @Override
    public Exchange send(Outgoing outgoing, Receiver to) {
      sent.add(outgoing);
      receiver = Optional.of(to);
      return this;
    }

    @Override
    public void aside(Blocking task, Runnable done, Consumer<IOException> failed) {
      throw new IllegalStateException("nobody is to block");
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public void pause() {
      throw new IllegalStateException("nobody is to pause");
    }

    @Override
    public void resume() {
      throw new IllegalStateException("nobody is to resume");
    }
  }

  private static final class Heard implements Upstream.Sink {
    private final List<Failure> failures = new ArrayList<>();

    @Override
    public void on(Event event) {
      assertThat(event).isInstanceOf(Event.Opened.class);
    }

    @Override
    public void failed(Failure failure) {
      failures.add(failure);
    }
  }
}
