package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.template.ChatTemplate;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The chat template writes what the model was trained on.
final class TemplateTest {
  private final ChatTemplate template =
      ChatTemplate.of(Sources.text("template.jinja"), Map.of(), Clock.systemUTC());
  private final Corpus corpus = new Corpus(Sources.read(), 2026);

  @Test
  void thePromptOfEveryConversationIsThatOfTheTemplate() {
    int compared = 0;
    for (int i = 14_000; i < 16_000; i++) {
      var conversation = corpus.conversation(i);
      if (conversation.tools().stream().noneMatch(tool -> tool.contains("\"strict\": true"))) {
        assertThat(template.render(Asking.request(conversation)).plain())
            .as("conversation %d", i)
            .isEqualTo(Rendering.prompt(conversation));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(1_900);
  }
}
