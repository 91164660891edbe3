package dev.millrace.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Dialect;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Seal;
import dev.millrace.gateway.dialect.anthropic.Messages;
import dev.millrace.gateway.dialect.anthropic.MessagesProtocol;
import dev.millrace.gateway.dialect.openai.chat.ChatCompletions;
import dev.millrace.gateway.profile.Standard;
import dev.millrace.gateway.route.Target;
import dev.millrace.llm.Event;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Request;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of requests to Claude that hold what does not go together there, and of what only it
/// understands.
final class ClaudeTest {
  private static final Means CLAUDE = new MessagesProtocol("them").means();
  private static final Map<String, String> BETAS =
      Map.of("anthropic-beta", "context-1m-2025-08-07, files-api-2025-04-14");
  private static final Map<String, String> LENIENT = Map.of("x-millrace-params", "lenient");
  private static final String TOOLS =
      ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],"
          + "\"tool_choice\":\"required\",\"reasoning_effort\":\"high\"";

  private final Script upstream = new Script();
  private final FakeClient client = new FakeClient();
  @TempDir private Path folder;

  @Test
  void aCallThatIsDemandedCountsMoreThanThinking() {
    post(new ChatCompletions(), CLAUDE, TOOLS, LENIENT);
    assertThat(asked().reasoning().mode()).isEqualTo(Reasoning.Mode.OFF);
    close();
    assertThat(client.header("x-millrace-receipt")).contains("dropped=reasoning");
  }

  @Test
  void whoTakesNoLessIsTold() {
    post(new ChatCompletions(), CLAUDE, TOOLS, Map.of("x-millrace-params", "strict"));
    assertThat(upstream.asked).isEmpty();
    assertThat(client.status()).isEqualTo(400);
  }

  @Test
  void whileItThinksItIsAsHotAsItLikes() {
    String more = ",\"temperature\":0.3,\"reasoning_effort\":\"low\"";
    post(new ChatCompletions(), CLAUDE, more, LENIENT);
    assertThat(asked().sampling().temperature()).isEmpty();
    assertThat(asked().reasoning().on()).isTrue();
    close();
    assertThat(client.header("x-millrace-receipt")).contains("dropped=temperature");
  }

  @Test
  void otherModelsThinkAsHotAsTheyAreTold() {
    String more = ",\"temperature\":0.3,\"reasoning_effort\":\"low\"";
    post(new ChatCompletions(), Means.chat(), more, LENIENT);
    assertThat(asked().sampling().temperature()).hasValue(0.3);
  }

  @Test
  void featuresThatItsClientsAskForByNameReachIt() {
    post(messages(), CLAUDE, ",\"max_tokens\":9", BETAS);
    assertThat(asked().extras().get("anthropic_beta"))
        .isEqualTo(
            new Json.Items(
                List.of(
                    new Json.Text("context-1m-2025-08-07"),
                    new Json.Text("files-api-2025-04-14"))));
    close();
    assertThat(client.header("x-millrace-receipt")).isEmpty();
  }

  @Test
  void nobodyElseIsAskedForThem() {
    post(messages(), Means.chat(), ",\"max_tokens\":9", BETAS);
    assertThat(asked().extras()).isEmpty();
    close();
    assertThat(client.header("x-millrace-receipt")).isEqualTo("dropped=anthropic_beta");
  }

  @Test
  void aFeatureWhoseNameIsNoneIsRefused() {
    String more = ",\"max_tokens\":9,\"anthropic_beta\":[\"a\\r\\nx-evil: 1\"]";
    post(messages(), CLAUDE, more, Map.of());
    assertThat(upstream.asked).isEmpty();
    assertThat(client.status()).isEqualTo(400);
  }

  private void post(Dialect dialect, Means means, String more, Map<String, String> headers) {
    var minute = Duration.ofMinutes(1);
    var target =
        new Target("acme", upstream, minute, minute, means, Optional.empty(), Optional.empty());
    String body =
        "{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]" + more + "}";
    new Inference(dialect, new Standard(Premises.CLOCK), new Premises(folder, target).rooms())
        .serve(Premises.arrival("/v1/x", body, headers), client);
  }

  private void close() {
    var sink = upstream.sink();
    sink.on(new Event.Opened("up-1", "acme-tiny"));
    sink.on(new Event.Began(0, 0, new Part.Text("")));
    sink.on(new Event.Grew(0, 0, "Hello", List.of()));
    sink.on(new Event.Ended(0, 0));
    sink.on(new Event.Stopped(0, new Stop.Ended()));
    sink.on(new Event.Metered(new Usage(5, 0, 4, 0, Usage.Origin.EXACT)));
    sink.on(new Event.Closed());
  }

  private Request asked() {
    return upstream.asked.getLast();
  }

  private static Dialect messages() {
    return new Messages(
        new Seal() {
          @Override
          public String seal(String text) {
            return text;
          }

          @Override
          public Optional<String> open(String token) {
            return Optional.empty();
          }
        });
  }
}
