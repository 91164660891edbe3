package dev.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.config.Dialect;
import dev.millrace.gateway.config.ProviderConfig;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.gateway.vendor.Vendors;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Reasoning.Effort;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Providers of different vendors that speak the same dialect are spoken to as their row says.
final class ProtocolsTest {
  private static final String THOUGHT = "91 is 7 times 13";

  @ParameterizedTest
  @ValueSource(strings = {"deepseek", "minimax", "moonshot", "zai", "vllm", "ollama", "millrace"})
  void whoServesModelsOfItsOwnThroughMessagesIsNotTakenForAnthropic(String vendor)
      throws IOException {
    var theirs = messages(vendor);
    assertThat(theirs.means("x-1").makers()).containsExactly(vendor);
    assertThat(theirs.means("x-1").has(Ask.PREFILL)).isTrue();
    assertThat(written(theirs))
        .contains(THOUGHT)
        .contains("budget_tokens")
        .doesNotContain("adaptive");
  }

  @Test
  void anthropicIsShownNoThoughtThatItHasNotSigned() throws IOException {
    var claude = messages("anthropic");
    assertThat(claude.means("claude-opus-4-7").makers()).containsExactly("anthropic");
    assertThat(written(claude)).doesNotContain(THOUGHT).contains("adaptive");
  }

  private static Protocol messages(String vendor) throws IOException {
    var wait = Duration.ofSeconds(5);
    return Protocols.of(
        new ProviderConfig(
            "them",
            URI.create("https://them.example"),
            Dialect.ANTHROPIC,
            Vendors.find(vendor),
            Map.of(),
            Optional.empty(),
            Map.of(),
            wait,
            wait,
            wait));
  }

  private static String written(Protocol protocol) {
    var request =
        Request.of(
                "x-1",
                List.of(
                    said(Role.USER, new Part.Text("Is 91 prime?")),
                    said(
                        Role.ASSISTANT,
                        new Part.Thought(THOUGHT, Optional.empty()),
                        new Part.Text("No.")),
                    said(Role.USER, new Part.Text("And 97?"))))
            .withReasoning(Reasoning.of(Effort.HIGH));
    return new String(protocol.write(request).body(), StandardCharsets.UTF_8);
  }

  private static Message said(Role role, Part... parts) {
    return new Message(role, Optional.empty(), List.of(parts));
  }
}
