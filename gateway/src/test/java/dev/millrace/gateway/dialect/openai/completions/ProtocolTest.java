package dev.millrace.gateway.dialect.openai.completions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.dialect.Means.Shape;
import dev.millrace.gateway.dialect.openai.ByPrompt;
import dev.millrace.gateway.dialect.openai.chat.ChatProtocol;
import dev.millrace.gateway.vendor.Chat;
import dev.millrace.gateway.vendor.Vendors;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Message;
import dev.millrace.llm.Parameter;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How vendors are asked to go on from a text.
final class ProtocolTest {
  private static final Request TEXT =
      Request.of("m", new Prompt.Text("One")).withBounds(Bounds.tokens(7));
  private static final Request TURN = Request.of("m", List.of(Message.of(Role.USER, "Hi")));

  @Test
  void theLimitOfTokensHasOneNameHere() {
    assertThat(written(of("openai"), TEXT)).contains("\"max_tokens\":7");
  }

  @Test
  void sglangHasItsOwnWordForARegularExpression() {
    var constraint = new Constraint("regex", new Constraint.Regex("a+"));
    assertThat(written(of("sglang"), TEXT.withConstraint(constraint)))
        .contains("\"regex\":\"a+\"")
        .doesNotContain("structured_outputs");
  }

  @Test
  void whatAVendorLacksItLacksHere() {
    assertThat(of("openai").means().parameters()).doesNotContain(Parameter.TOP_K);
    assertThat(of("openai").means().shapes()).doesNotContain(Shape.REGEX);
    assertThat(of("openai").means().has(Ask.TOKEN_IDS)).isFalse();
    assertThat(of("vllm").means().has(Ask.TOKEN_IDS)).isTrue();
  }

  @Test
  void aConversationIsNotWritten() {
    assertThatThrownBy(() -> new CompletionsProtocol("them").write(TURN))
        .isInstanceOf(Refused.class);
  }

  @Test
  void thePromptDecidesWhichOfTwoIsSpoken() {
    var both = new ByPrompt(new ChatProtocol("them"), new CompletionsProtocol("them"));
    assertThat(both.write(TURN).path()).isEqualTo("/chat/completions");
    assertThat(both.write(TEXT).path()).isEqualTo("/completions");
    assertThat(both.means().has(Ask.TOOLS)).isTrue();
    assertThat(both.means().has(Ask.TEXT_PROMPTS)).isTrue();
  }

  private static CompletionsProtocol of(String vendor) {
    Chat chat = Vendors.find(vendor).orElseThrow().chat().at(Map.of());
    return CompletionsProtocol.like(vendor, chat.quirks().spelling(), chat.means());
  }

  private static String written(CompletionsProtocol protocol, Request request) {
    return new String(protocol.write(request).body(), UTF_8);
  }
}
