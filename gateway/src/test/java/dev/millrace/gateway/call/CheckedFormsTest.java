package dev.millrace.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.openai.chat.ChatCompletions;
import dev.millrace.gateway.profile.Standard;
import dev.millrace.gateway.route.Target;
import dev.millrace.llm.Stop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Forms are found out beside the loop, which takes a while, and answers are checked.
final class CheckedFormsTest {
  private final Script upstream = new Script();
  private final FakeClient client = new FakeClient();
  @TempDir private Path folder;

  private void ask(String regex, Map<String, String> headers) {
    var target =
        new Target(
            "acme",
            upstream,
            Duration.ofMinutes(1),
            Duration.ofSeconds(9),
            Means.chat().shaping(Set.of()),
            Optional.empty(),
            Optional.empty());
    var rooms = new Premises(folder, target).rooms();
    String body =
        "{\"model\":\"tiny\",\"regex\":\""
            + regex
            + "\",\"messages\":["
            + "{\"role\":\"user\",\"content\":\"hi\"}]}";
    new Inference(new ChatCompletions(), new Standard(Premises.CLOCK), rooms)
        .serve(Premises.arrival("/v1/chat/completions", body, headers), client);
  }

  @Test
  void aFormIsFoundOutBeforeAnybodyIsAsked() {
    ask("[0-9]+", Map.of());
    assertThat(upstream.asked).isEmpty();
    client.manualLoop().turn();
    assertThat(upstream.asked.getFirst().messages().getFirst().text()).endsWith("[0-9]+");
    upstream.say("42");
    upstream.close(new Stop.Ended());
    assertThat(client.status()).isEqualTo(200);
    assertThat(client.body()).contains("\"content\":\"42\"");
  }

  @Test
  void aFormThatIsWrongIsTheClientsToMend() {
    ask("[0-9", Map.of());
    client.manualLoop().turn();
    assertThat(upstream.asked).isEmpty();
    assertThat(client.status()).isEqualTo(400);
    assertThat(client.body()).contains("\"param\":\"regex");
  }

  @Test
  void aRequestSaysHowOftenItsAnswerIsMended() {
    ask("[0-9]+", Map.of("x-millrace-repairs", "0"));
    client.manualLoop().turn();
    upstream.say("no");
    assertThat(upstream.asked).hasSize(1);
    assertThat(client.status()).isEqualTo(502);
    assertThat(client.body()).contains("does not obey `regex`");
  }

  @Test
  void itCannotSayJustAnything() {
    ask("[0-9]+", Map.of("x-millrace-repairs", "9"));
    assertThat(client.status()).isEqualTo(400);
    assertThat(client.body()).contains("x-millrace-repairs");
  }
}
